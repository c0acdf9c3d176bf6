/** Transactions. A command takes a Tx, so it cannot be called outside one: fact, event and jobs commit as one. */
import type { Transaction } from 'kysely';
import { log } from '../log.ts';
import type { Database } from './connect.ts';
import type { DB } from './schema.gen.ts';

declare const txBrand: unique symbol;

/** A transaction that inTransaction opened. */
export type Tx = Transaction<DB> & { readonly [txBrand]: true };

type Callback = () => void | Promise<void>;

const callbacks = new WeakMap<object, Callback[]>();

/**
 * Runs the callback once the transaction has committed; never when it rolls back. For things that may get lost
 * (waking a worker, telling a browser). What must happen is a job in the transaction.
 */
export function onCommit(tx: Tx, callback: Callback): void {
  const list = callbacks.get(tx);
  if (!list)
    throw new Error('onCommit works with the transaction that inTransaction gave, while it is open.');
  list.push(callback);
}

/**
 * Runs `work` in one transaction: commits when it returns, rolls back when it throws. The value comes back after the
 * commit is on disk and the onCommit callbacks have run; a callback that fails is logged, because the fact stands.
 */
export async function inTransaction<T>(
  database: Pick<Database, 'db'>,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const waiting: Callback[] = [];
  const result = await database.db.transaction().execute(async (transaction) => {
    // The brand exists in types only.
    const tx = transaction as Tx;
    callbacks.set(tx, waiting);
    try {
      return await work(tx);
    } finally {
      callbacks.delete(tx);
    }
  });
  for (const callback of waiting) {
    try {
      await callback();
    } catch (error) {
      log.error({ err: error }, 'a callback after a commit failed');
    }
  }
  return result;
}
