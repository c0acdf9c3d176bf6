/** The bytes of mails of the desk to itself leave after some days. The ledger row keeps their fate, so that none is fetched again. */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { mailInLimits } from '../limits.ts';
import { lockOldCanaries } from '../store/held-mail.ts';
import { removeHeld } from './remove-held.ts';

/** @returns how many were removed. */
export async function removeOldCanaries(
  desk: Pick<Desk, 'db' | 'files' | 'clock'>,
  keepDays: number,
): Promise<number> {
  const before = new Date(desk.clock.now().getTime() - keepDays * 86_400_000);
  let removed = 0;
  for (;;) {
    const count = await inTransaction(desk, async (tx) => {
      const mails = await lockOldCanaries(tx, before, mailInLimits.expiryBatch);
      if (mails.length > 0) await removeHeld(tx, desk, mails, 'expired');
      return mails.length;
    });
    removed += count;
    if (count < mailInLimits.expiryBatch) return removed;
  }
}
