/** Everything derived is made again: for `posthaste understand`, after the profile or the readers changed. */

import { headOf } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { countMessages, messagesAfter, messagesOf } from '../store/verdict-rows.ts';
import { understandMessage } from './understand-message.ts';

type UnderstandingDesk = Pick<Desk, 'db' | 'clock' | 'brand' | 'profile'>;

/** Messages looked up at a time, and read at a time: those share a transaction. */
const pageOf = 500;
const together = 24;

/** Reads all messages of one ticket, or of the desk, again. Returns how many. Throws `ticket-not-found`. */
export async function understandAgain(
  desk: UnderstandingDesk,
  which: { ticket: number } | 'all',
  onProgress: (done: number, of: number) => void,
): Promise<number> {
  if (which !== 'all') {
    const { id } = await headOf(desk, { number: which.ticket });
    const ids = await messagesOf(desk.db, id);
    return readAll(desk, ids, (done) => onProgress(done, ids.length));
  }
  const all = await countMessages(desk.db, desk.brand.id);
  let done = 0;
  let after: string | null = null;
  for (;;) {
    const ids: string[] = await messagesAfter(desk.db, desk.brand.id, after, pageOf);
    const before = done;
    done += await readAll(desk, ids, (some) => onProgress(before + some, Math.max(all, before + some)));
    after = ids.at(-1) ?? null;
    if (ids.length < pageOf || after === null) return done;
  }
}

async function readAll(
  desk: UnderstandingDesk,
  ids: readonly string[],
  onProgress: (done: number) => void,
): Promise<number> {
  let done = 0;
  for (let from = 0; from < ids.length; from += together) {
    const read = await Promise.all(ids.slice(from, from + together).map((id) => understandMessage(desk, id)));
    done += read.filter(Boolean).length;
    onProgress(done);
  }
  return done;
}
