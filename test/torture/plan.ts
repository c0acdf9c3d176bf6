/**
 * What a run of the torture does, from its seed alone: which faults in which order, which mails beside them, which
 * tickets are answered. How far the desk has come at each instant depends on the machine.
 */
import { type Dice, diceOf } from './seeded.ts';

/** Every kind of fault, how often it comes in a thousand, and what it is for the report. */
export const faultKinds = {
  'kill-mail': { share: 130, what: 'the mail process is killed' },
  'kill-worker': { share: 150, what: 'one of two workers is killed' },
  'kill-web': { share: 100, what: 'the web process is killed' },
  'kill-postgresql': { share: 70, what: 'PostgreSQL is killed' },
  'kill-connection': {
    share: 50,
    what: 'a backend of PostgreSQL is killed; the server drops all connections',
  },
  'kill-all': { share: 30, what: 'everything is killed at once' },
  'disk-full': { share: 50, what: 'the disk of files and database is full for a while' },
  'cut-in-data': { share: 90, what: 'a sender breaks off in the middle of DATA' },
  'cut-after-dot': { share: 90, what: 'a sender breaks off after the final dot, before it reads the 250' },
  duplicate: { share: 80, what: 'a mail comes a second time, by the same or the other way' },
  reorder: { share: 60, what: 'an answer comes before the mail it answers' },
  'restart-dovecot': { share: 30, what: 'the IMAP server is restarted' },
  'new-uidvalidity': { share: 10, what: 'the IMAP server numbers a folder anew' },
  'relay-drops': { share: 30, what: 'the relay takes a mail and closes without a word' },
  'relay-postpones': { share: 30, what: 'the relay answers 4xx' },
  'relay-hesitates': { share: 30, what: 'the relay thinks for seconds before it takes a recipient' },
} as const satisfies Record<string, { share: number; what: string }>;

export type FaultKind = keyof typeof faultKinds;
export const allKinds = Object.keys(faultKinds) as FaultKind[];

/** Folders that the desk fetches; the mails by IMAP are spread over them. */
export const folders = ['rings@ouraring.com', 'sizes@ouraring.com'] as const;

export type Way = { kind: 'smtp' } | { kind: 'imap'; folder: number };

export type PlannedMail = {
  index: number;
  conversation: number;
  /** Mail of the same conversation that it answers. */
  parent: number | null;
  /** False: the mail has no Message-ID, and a double is known by its content. */
  hasId: boolean;
  ways: Way[];
  /** Where the first sender breaks off. */
  cut: 'in-data' | 'after-dot' | null;
  attachmentBytes: number;
};

export type Step = {
  fault: FaultKind;
  /** Wait before the fault, in milliseconds: an instant somewhere in what the mails of this step set going. */
  delay: number;
  /** For whatever a fault has to choose between: a worker, a folder, a way of dying of the relay. */
  choice: number;
  mails: PlannedMail[];
  /** Conversations that an agent answers now. */
  answers: number[];
};

export type Plan = { seed: number; steps: Step[]; mails: PlannedMail[]; conversations: number };

const mostMails = 4;
const longestDelay = 500;

/** How many of each kind: in proportion, and each at least once where there is room. */
function deal(faults: number, dice: Dice): FaultKind[] {
  const total = allKinds.reduce((sum, kind) => sum + faultKinds[kind].share, 0);
  const once = faults >= allKinds.length ? 1 : 0;
  const dealt = allKinds.flatMap((kind) => {
    const count = Math.max(once, Math.floor((faults * faultKinds[kind].share) / total));
    return Array<FaultKind>(count).fill(kind);
  });
  const shuffled = dice.shuffle(dealt);
  while (shuffled.length < faults) shuffled.push(dice.pick(allKinds));
  // Where each kind had to come once, the short list may have grown too long: the most frequent give way.
  while (shuffled.length > faults) {
    const counts = Map.groupBy(shuffled.keys(), (at) => shuffled[at]);
    const [most] = [...counts.values()].sort((a, b) => b.length - a.length);
    shuffled.splice(most?.at(-1) ?? 0, 1);
  }
  return shuffled;
}

/** The whole run. */
export function planTorture(seed: number, faults: number): Plan {
  const dice = diceOf(seed);
  const mails: PlannedMail[] = [];
  const written: number[][] = [];

  const write = (conversation: number, parent: number | null): PlannedMail => {
    const way: Way =
      dice.next() < 0.7 ? { kind: 'smtp' } : { kind: 'imap', folder: dice.below(folders.length) };
    const mail: PlannedMail = {
      index: mails.length,
      conversation,
      parent,
      hasId: true,
      ways: [way],
      cut: null,
      attachmentBytes: dice.next() < 0.2 ? 2_000 + dice.below(60_000) : 0,
    };
    mails.push(mail);
    written[conversation] = [...(written[conversation] ?? []), mail.index];
    return mail;
  };
  const open = (): PlannedMail => write(written.length, null);
  const answerSome = (): PlannedMail => {
    const going = [...written.keys()].slice(-30).filter((one) => (written[one]?.length ?? 0) < mostMails);
    if (going.length === 0) return open();
    const conversation = dice.pick(going);
    return write(conversation, dice.pick(written[conversation] ?? []));
  };

  let late: PlannedMail[] = [];
  const steps = deal(faults, dice).map((fault, at): Step => {
    const step: Step = {
      fault,
      delay: dice.below(longestDelay),
      choice: dice.below(1 << 30),
      mails: late,
      answers: [],
    };
    late = [];
    if (fault === 'reorder') {
      late.push(open());
      step.mails.push(write(written.length - 1, late[0]?.index ?? null));
    } else {
      const first = dice.next() < 0.5 ? open() : answerSome();
      if (fault === 'cut-in-data' || fault === 'cut-after-dot') {
        first.ways = [{ kind: 'smtp' }];
        first.cut = fault === 'cut-in-data' ? 'in-data' : 'after-dot';
      }
      if (fault === 'duplicate') {
        first.ways.push(
          dice.next() < 0.5 ? { kind: 'smtp' } : { kind: 'imap', folder: dice.below(folders.length) },
        );
      }
      step.mails.push(first);
      if (dice.next() < 0.6) step.mails.push(dice.next() < 0.4 ? open() : answerSome());
    }
    if (at >= 3 && dice.next() < 0.5) {
      const older = [...written.keys()].slice(-40, -3);
      if (older.length > 0) step.answers.push(dice.pick(older));
    }
    return step;
  });
  const last = steps.at(-1);
  last?.mails.push(...late);
  forgetSomeIds(mails, dice);
  return { seed, steps, mails, conversations: written.length };
}

/** Some mailers write no Message-ID. Only mails by SMTP that nobody answers: what names them is the same every time. */
function forgetSomeIds(mails: readonly PlannedMail[], dice: Dice): void {
  const answered = new Set(mails.map((mail) => mail.parent));
  for (const mail of mails) {
    const alone = mail.parent === null && !answered.has(mail.index);
    if (alone && mail.ways.every((way) => way.kind === 'smtp') && dice.next() < 0.3) mail.hasId = false;
  }
}
