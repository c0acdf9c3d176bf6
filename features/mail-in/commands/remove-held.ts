/** Removes the bytes of held mail; the ledger row keeps what became of it. */
import { contentsInUse } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { announce } from '#platform/events/live.ts';
import { type HeldBytes, noteRemoved } from '../store/held-mail.ts';

const dayMs = 86_400_000;

/**
 * Inside the transaction that holds the rows. Files go before the commit: a process that dies in between leaves rows that
 * are removed again, never bytes that nobody knows of. Bytes that something else needs stay.
 */
export async function removeHeld(
  tx: Tx,
  desk: Pick<Desk, 'files' | 'clock'>,
  mails: readonly HeldBytes[],
  by: string,
): Promise<void> {
  const now = desk.clock.now();
  await noteRemoved(
    tx,
    mails.map(({ id }) => id),
    by,
    now,
  );
  const hashes = [...new Set(mails.map(({ rawSha256 }) => rawSha256))];
  const used = await contentsInUse(tx, hashes, []);
  // A file put less than a day ago may be that of a mail whose row is being written just now.
  const lately = new Date(now.getTime() - dayMs);
  for (const sha256 of hashes) if (!used.has(sha256)) await desk.files.remove(sha256, lately);
  await announce(tx, { type: 'quarantine' });
}
