/**
 * Small works that come at the same time share one transaction: one begin, one commit, one flush to disk, and their
 * statements travel together. Each behaves as if it had a transaction of its own, with two duties of its author:
 * it touches no row that another work of the same kind may touch without taking a turn for it first (the database's
 * locks do not part works that share a transaction), and it may be run twice (when a neighbour fails, all are rolled
 * back and each runs again by itself).
 */
import { setTimeout as pause } from 'node:timers/promises';
import { type DatabaseConnection, DummyDriver, PostgresDialect, sql, Transaction } from 'kysely';
import type { Database } from './connect.ts';
import type { DB } from './schema.gen.ts';
import {
  inTransaction,
  newState,
  openState,
  type Tx,
  type TxState,
  tellCommitted,
  writeGathered,
} from './transaction.ts';
import { Turns } from './turns.ts';

/** Most works in one transaction: more would make the first ones wait for the last. */
const mostWorks = 24;
/**
 * Works take their rows in the order they come, so two transactions could wait for each other in a circle, and one
 * work could make its neighbours wait for long. Then the shared one gives way, before PostgreSQL would choose a victim
 * (after 1 s), and each work waits for itself.
 */
const lockWaitMs = 250;

type Work = {
  /** In the shared transaction; gives what to call once that has committed. */
  together(tx: Tx): Promise<() => void>;
  /** In one of its own. */
  alone(): Promise<void>;
};
/** Works that may meet. */
export type SharedLine = {
  /** For example `mail-in.read`. */
  name: string;
  /** Shared transactions of this line at a time, in a process: 2 keep the database busy while we compute, and the other way. */
  atOnce: number;
  /**
   * How long the first work waits for company, in milliseconds; 0 unless set. A transaction of six works costs hardly more than
   * one of a single work, so where nobody waits for the answer a short pause takes much off the machine.
   */
  gatherMs?: number;
};

type Queue = { waiting: Work[]; running: number };

const queues = new WeakMap<object, Map<string, Queue>>();
const turnsOf = new WeakMap<object, Turns>();

const dialect = new PostgresDialect({
  pool: () => Promise.reject(new Error('A work of a shared transaction has no pool of its own.')),
});
/** What a Kysely transaction wants beside its executor and never uses. */
const unused = { config: { dialect }, dialect, driver: new DummyDriver() };

function queueOf(db: object, name: string): Queue {
  const named = queues.get(db) ?? new Map<string, Queue>();
  queues.set(db, named);
  const queue = named.get(name) ?? { waiting: [], running: 0 };
  named.set(name, queue);
  return queue;
}

/**
 * Runs `work` in a transaction that it shares with whatever else waits in the same line; resolves after the commit.
 * Rejects with the work's own error, and then nothing of it was written.
 */
export function inSharedTransaction<T>(
  database: Pick<Database, 'db'>,
  line: SharedLine,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const queue = queueOf(database.db, line.name);
  return new Promise<T>((resolve, reject) => {
    queue.waiting.push({
      async together(tx) {
        const value = await work(tx);
        return () => resolve(value);
      },
      alone: () => inTransaction(database, work).then(resolve, reject),
    });
    if (queue.running < line.atOnce) void workOff(database, queue, line.gatherMs ?? 0);
  });
}

/**
 * Keeps works that share a transaction apart: whoever asks for the same keys waits until this work is done. Call it
 * before the lock or the reading that would part them if each had its own transaction; there it does nothing.
 * True when it had to wait: what was read before may be old.
 */
export async function takeTurn(tx: Tx, keys: readonly string[]): Promise<boolean> {
  return (await turnsOf.get(tx)?.take(tx, keys)) ?? false;
}

/**
 * Like takeTurn, but for the time of `work` only. Enough where whoever comes next reads in the same transaction: the
 * statements that `work` asked for are carried out before those of the next.
 */
export async function inTurn<T>(tx: Tx, keys: readonly string[], work: () => Promise<T>): Promise<T> {
  await takeTurn(tx, keys);
  try {
    return await work();
  } finally {
    turnsOf.get(tx)?.give(tx, keys);
  }
}

async function workOff(database: Pick<Database, 'db'>, queue: Queue, gatherMs: number): Promise<void> {
  queue.running += 1;
  // Works that become ready in the same turn of the event loop go together.
  await Promise.resolve();
  while (queue.waiting.length > 0) {
    if (gatherMs > 0 && queue.waiting.length < mostWorks) await pause(gatherMs);
    const works = queue.waiting.splice(0, mostWorks);
    if (works.length === 1 || !(await together(database, works))) {
      await Promise.all(works.map((one) => one.alone()));
    }
  }
  queue.running -= 1;
}

/** False when one of them failed: everything was rolled back. */
async function together(database: Pick<Database, 'db'>, works: readonly Work[]): Promise<boolean> {
  const state = newState();
  let told: (() => void)[];
  try {
    told = await database.db.transaction().execute((outer) =>
      // The connection is held directly: through `outer` each statement would wait for the answer to the one before.
      outer.getExecutor().provideConnection((connection) => runAll(outer, connection, state, works)),
    );
  } catch {
    // Whose error it was is found by running each alone: there it is thrown again, to its own caller.
    return false;
  }
  await tellCommitted(state);
  for (const tell of told) tell();
  return true;
}

/**
 * One plan fits all values of such works (they look up single rows); PostgreSQL would make five for each statement and
 * connection before it believes that. And the plan is kept: one made while the desk was young and its tables small must
 * not read them whole an hour later.
 */
const rowByRow = {
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
};

async function setUp(tx: Tx): Promise<void> {
  const settings = Object.entries({ lock_timeout: String(lockWaitMs), ...rowByRow });
  await sql`select set_config(name, value, true) from unnest(${settings.map(([name]) => name)}::text[],
    ${settings.map(([, value]) => value)}::text[]) as setting (name, value)`.execute(tx);
}

async function runAll(
  outer: Transaction<DB>,
  connection: DatabaseConnection,
  state: TxState,
  works: readonly Work[],
): Promise<(() => void)[]> {
  const executor = outer
    .getExecutor()
    .withConnectionProvider({ provideConnection: (consumer) => consumer(connection) });
  const turns = new Turns();
  const asMember = async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    // The brand exists in types only.
    const tx = new Transaction<DB>({ ...unused, executor }) as Tx;
    const close = openState(tx, state);
    turnsOf.set(tx, turns);
    turns.enter(tx);
    try {
      return await work(tx);
    } finally {
      close();
      turns.leave(tx);
    }
  };
  // All of them end before the transaction does, also when one has failed.
  const [limited, ...ended] = await Promise.allSettled([
    asMember(setUp),
    ...works.map((one) => asMember((tx) => one.together(tx))),
  ]);
  if (limited.status === 'rejected') throw limited.reason;
  const told = ended.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
  await asMember((tx) => writeGathered(tx, state));
  return told;
}
