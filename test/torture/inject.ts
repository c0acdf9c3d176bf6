/** Does to a running desk what a step of the plan says. */
import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { type Book, noteInjected, noteSkipped } from './book.ts';
import type { Crew, Member } from './crew.ts';
import type { MailFolders } from './mail-folders.ts';
import { type FaultKind, folders, type Step } from './plan.ts';
import type { Mood, TortureRelay } from './relay.ts';
import type { SmallDisk } from './small-disk.ts';

export type Scene = {
  crew: Crew;
  pool: pg.Pool;
  disk: SmallDisk | string;
  mailFolders: MailFolders;
  relay: TortureRelay;
  book: Book;
};

const drops: Mood[] = ['drop-after-dot', 'drop-in-content', 'drop-after-dot'];
const postponements: Mood[] = ['postpone-content', 'postpone-recipient'];

/** How long the disk stays full: long enough for retries to meet it. */
const fullMs = 800;

/** The fault of one step. Faults of a single mail were given to its sender, and are noted when they happen. */
export async function inject(scene: Scene, step: Step): Promise<void> {
  const { crew, relay, book } = scene;
  const kill = async (...members: Member[]): Promise<void> => {
    await Promise.all(members.map((member) => member.ready()));
    await wait(step.delay);
    await Promise.all(members.map((member) => member.kill()));
    noteInjected(book, step.fault);
  };
  const mood = (choices: readonly Mood[]): void => {
    const chosen = choices[step.choice % choices.length];
    if (chosen) relay.beMoody(chosen, () => noteInjected(book, step.fault));
  };
  const [one, two] = crew.workers;
  const acts: Partial<Record<FaultKind, () => Promise<void> | void>> = {
    'kill-mail': () => kill(crew.mail),
    'kill-web': () => kill(crew.web),
    'kill-worker': () => kill(step.choice % 2 === 0 ? one : two),
    'kill-postgresql': () => kill(crew.postgresql),
    'kill-all': () => kill(crew.web, crew.mail, one, two, crew.postgresql),
    'kill-connection': () => killConnection(scene, step),
    'disk-full': () => fillDisk(scene, step),
    'relay-drops': () => mood(drops),
    'relay-postpones': () => mood(postponements),
    'relay-hesitates': () => mood(['hesitate']),
    'restart-dovecot': async () => {
      await wait(step.delay);
      await scene.mailFolders.restart();
      noteInjected(book, step.fault);
    },
    'new-uidvalidity': async () => {
      await wait(step.delay);
      await scene.mailFolders.renumber(step.choice % folders.length);
      noteInjected(book, step.fault);
    },
  };
  const act = acts[step.fault];
  if (act) await act();
  else await wait(step.delay);
}

/** The server takes the death of one backend for a sign that memory is broken, and starts anew by itself. */
async function killConnection({ crew, pool, book }: Scene, step: Step): Promise<void> {
  for (;;) {
    await crew.postgresql.ready();
    await wait(step.delay);
    try {
      const { rows } = await pool.query<{ pid: number }>(
        `select pid from pg_stat_activity
          where backend_type = 'client backend' and pid <> pg_backend_pid() order by pid`,
      );
      const chosen = rows[step.choice % Math.max(rows.length, 1)];
      if (!chosen) continue;
      process.kill(chosen.pid, 'SIGKILL');
      return noteInjected(book, step.fault);
    } catch (error) {
      // Away from an earlier fault, or the backend ended between the two looks: another try.
      if (!(error instanceof Error)) throw error;
    }
  }
}

async function fillDisk({ disk, book }: Scene, step: Step): Promise<void> {
  if (typeof disk === 'string') return noteSkipped(book, step.fault, disk);
  await wait(step.delay);
  disk.fill();
  try {
    await wait(fullMs);
  } finally {
    disk.empty();
  }
  noteInjected(book, step.fault);
}
