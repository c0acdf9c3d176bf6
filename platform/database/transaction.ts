/** Transactions. A command takes a Tx, so it cannot be called outside one: fact, event and jobs commit as one. */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Kysely, Transaction } from 'kysely';
import { log } from '../log.ts';
import type { Database } from './connect.ts';
import type { DB } from './schema.gen.ts';

declare const txBrand: unique symbol;

/** A transaction that inTransaction or inSharedTransaction opened. */
export type Tx = Transaction<DB> & { readonly [txBrand]: true };

type Callback = () => void | Promise<void>;
type Gathered = { items: unknown[]; flush(tx: Tx): Promise<void> };

/** What belongs to an open transaction. */
export type TxState = {
  afterCommit: Callback[];
  /** By the `write` function that will be called with all of them. */
  beforeCommit: Map<unknown, Gathered>;
  /** See keptForTransaction. */
  kept: Map<string, unknown>;
};

const states = new WeakMap<object, TxState>();

function stateOf(tx: Tx): TxState {
  const state = states.get(tx);
  if (!state) throw new Error('This transaction is over, or it was not opened by inTransaction.');
  return state;
}

/** True for a transaction of inTransaction or inSharedTransaction that is not over. */
export function isOpenTx(db: Kysely<DB>): db is Tx {
  return states.has(db);
}

/** For whoever opens transactions: `tx` is usable until the returned function is called. */
export function openState(tx: Tx, state: TxState): () => void {
  states.set(tx, state);
  return () => states.delete(tx);
}

/** A transaction's state at its beginning. */
export function newState(): TxState {
  return { afterCommit: [], beforeCommit: new Map(), kept: new Map() };
}

/**
 * Runs the callback once the transaction has committed; never when it rolls back. For things that may get lost
 * (waking a worker, telling a browser). What must happen is a job in the transaction.
 */
export function onCommit(tx: Tx, callback: Callback): void {
  stateOf(tx).afterCommit.push(callback);
}

/**
 * Keeps `item` for one call of `write` with all items of the transaction, just before it commits: rows that nothing
 * in the transaction reads cost one statement together. When `write` fails, the transaction does.
 */
export function writeAtEnd<T>(tx: Tx, write: (tx: Tx, items: T[]) => Promise<void>, item: T): void {
  const { beforeCommit } = stateOf(tx);
  const known = beforeCommit.get(write);
  if (known) {
    known.items.push(item);
    return;
  }
  const items = [item];
  beforeCommit.set(write, { items, flush: (end) => write(end, items) });
}

/** What one part of the platform keeps while a transaction lasts; works that share one share it. Made when first asked for. */
export function keptForTransaction<T>(tx: Tx, name: string, make: () => T): T {
  const { kept } = stateOf(tx);
  if (!kept.has(name)) kept.set(name, make());
  // Only the one caller with this name put it in.
  return kept.get(name) as T;
}

/** Writes what was kept for the end; the statements leave together. */
export async function writeGathered(tx: Tx, state: TxState): Promise<void> {
  const all = [...state.beforeCommit.values()];
  state.beforeCommit.clear();
  await Promise.all(all.map((one) => one.flush(tx)));
}

/** After the commit; a callback that fails is logged, because the fact stands. */
export async function tellCommitted(state: TxState): Promise<void> {
  for (const callback of state.afterCommit) {
    try {
      await callback();
    } catch (error) {
      log.error({ err: error }, 'a callback after a commit failed');
    }
  }
}

type Witness = { mark(tx: Tx): Promise<void>; marked: boolean };
const witnesses = new AsyncLocalStorage<Witness>();

/**
 * The first transaction that commits within `work` also commits what `mark` writes: whoever finds the mark later knows
 * that something was done, even when the process or its connection died at that very instant.
 */
export function withWitness<T>(mark: (tx: Tx) => Promise<void>, work: () => Promise<T>): Promise<T> {
  return witnesses.run({ mark, marked: false }, work);
}

/**
 * Runs `work` in one transaction: commits when it returns, rolls back when it throws. The value comes back after the
 * commit is on disk and the onCommit callbacks have run; a callback that fails is logged, because the fact stands.
 */
export async function inTransaction<T>(
  database: Pick<Database, 'db'>,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const state = newState();
  const witness = witnesses.getStore();
  const result = await database.db.transaction().execute(async (transaction) => {
    // The brand exists in types only.
    const tx = transaction as Tx;
    const close = openState(tx, state);
    try {
      const value = await work(tx);
      await writeGathered(tx, state);
      if (witness && !witness.marked) await witness.mark(tx);
      return value;
    } finally {
      close();
    }
  });
  if (witness) witness.marked = true;
  await tellCommitted(state);
  return result;
}
