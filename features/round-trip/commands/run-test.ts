/** Runs one test: out by the relay, back in by the mailbox, each step shown as it is taken. */
import {
  addCanary,
  giveCanaryUp,
  makeCanaryToken,
  noteCanarySent,
  takeCanary,
} from '#features/mail-health/index.ts';
import { type ImapMailbox, imapAccountOf, imapMailboxes } from '#features/mail-in/index.ts';
import { composeCanary, relayToken } from '#features/mail-out/index.ts';
import { allMailboxes, type Desk } from '#features/workspace/index.ts';
import type { ImapSession } from '#mail/imap/imap-session.ts';
import { StepFailed } from '#mail/probe/trouble.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { roundTripLimits } from '../limits.ts';
import { sideOf } from '../rules/steps.ts';
import { finishMailTest, saveSteps, takeMailTest } from '../store/mail-tests.ts';
import { awaitMail } from './await-mail.ts';
import { climb, createLadder, type Ladder } from './ladder.ts';
import { testFetching } from './test-fetching.ts';
import { testSending } from './test-sending.ts';

/** `limitMs`: for the whole test; shorter in tests of ours. */
export async function runMailTest(
  desk: Desk,
  id: string,
  limitMs: number = roundTripLimits.test,
): Promise<void> {
  const test = await takeMailTest(desk.db, id, desk.clock.now());
  // Another process took it and died, or it was ended since.
  if (test === null) return finishMailTest(desk.db, id, desk.clock.now());
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), limitMs);
  try {
    const ladder = createLadder(test.steps, (steps) => saveSteps(desk.db, id, steps));
    await runSteps(desk, ladder, test.mailboxId, over.signal);
  } finally {
    clearTimeout(timer);
    await finishMailTest(desk.db, id, desk.clock.now());
  }
}

type Sent = { canaryId: string; token: string; sentAt: Date };

async function runSteps(
  desk: Desk,
  ladder: Ladder,
  mailboxId: string | null,
  signal: AbortSignal,
): Promise<void> {
  const mailboxes = await allMailboxes(desk.db, desk.brand.id);
  const support = desk.profile.support.address.toLowerCase();
  const target =
    mailboxId === null
      ? (mailboxes.find(({ address }) => address.toLowerCase() === support) ?? mailboxes[0])
      : mailboxes.find((one) => one.id === mailboxId);
  // Removed since the test was asked for.
  if (!target) return ladder.skip(() => true, 'There is no mailbox a test mail could go to.');
  const sent = await send(desk, ladder, target, signal);
  try {
    if (mailboxId === null) return;
    const imap = (await imapMailboxes(desk.db, desk.brand.id)).find((one) => one.id === mailboxId);
    await climb(ladder, 'in', () => receive(desk, ladder, { ...target, imap: imap ?? null }, sent, signal));
  } finally {
    // What comes later is known all the same.
    if (sent) await giveCanaryUp(desk.db, sent.canaryId);
  }
}

type Target = { id: string; address: string };

/** Null when no mail left. */
async function send(desk: Desk, ladder: Ladder, target: Target, signal: AbortSignal): Promise<Sent | null> {
  const { relay } = desk.settings;
  if (relay === null) {
    await ladder.skip(
      (id) => sideOf(id) === 'out',
      'No relay is set: mail is captured, and nothing leaves this machine. Set POSTHASTE_RELAY_HOST to send.',
    );
    return null;
  }
  const canaryId = newId();
  const token = makeCanaryToken(desk.keys, canaryId);
  let sentAt: Date | null = null;
  const content = async (): Promise<Buffer> => {
    const at = desk.clock.now();
    const { raw } = await composeCanary(desk, { token, to: target.address, at });
    const of = { brandId: desk.brand.id, mailboxId: target.id, purpose: 'test' as const };
    await inTransaction(desk, (tx) => addCanary(tx, { id: canaryId, ...of, at }));
    await takeCanary(desk.db, canaryId, at);
    sentAt = at;
    return raw;
  };
  const taken = await climb(ladder, 'out', () =>
    testSending(ladder, { ...relay, token: relayToken(desk) }, { to: target.address, content }, signal),
  );
  if (sentAt === null) return null;
  if (taken) await noteCanarySent(desk.db, canaryId, null);
  else await giveCanaryUp(desk.db, canaryId);
  return taken ? { canaryId, token, sentAt } : null;
}

async function receive(
  desk: Desk,
  ladder: Ladder,
  target: Target & { imap: ImapMailbox | null },
  sent: Sent | null,
  signal: AbortSignal,
): Promise<void> {
  const { imap, address } = target;
  let session: ImapSession | null = null;
  if (imap === null) {
    await ladder.take('in-door', thrown, async () => ({
      value: null,
      words: 'It is not fetched: its mail is handed to the SMTP or HTTP door of this desk.',
    }));
  } else {
    session = await testFetching(ladder, imap, imapAccountOf(desk, imap), signal);
  }
  try {
    if (sent === null) return await ladder.skip((id) => sideOf(id) === 'in', 'No test mail was sent.');
    const folders = imap && session && { session, names: imap.folders };
    await awaitMail(ladder, desk, { ...sent, mailboxId: target.id, address, folders }, signal);
  } finally {
    await session?.close();
  }
}

function thrown(error: unknown): StepFailed['trouble'] {
  return new StepFailed('It could not be found out.', 'Test again in a moment.', String(error)).trouble;
}
