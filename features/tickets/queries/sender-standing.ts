/** What earlier tickets say of a sender. */
import { normalAddress } from '#features/people/index.ts';
import type { Tx } from '#platform/database/transaction.ts';

/** True when the sender has tickets and the newest of them, at most `newest`, were all marked as spam. */
export async function hasOnlySpam(
  tx: Tx,
  brandId: string,
  address: string,
  newest: number,
): Promise<boolean> {
  const rows = await tx
    .selectFrom('personAddress')
    .innerJoin('ticket', 'ticket.personId', 'personAddress.personId')
    .select('ticket.status')
    .where('personAddress.brandId', '=', brandId)
    .where('personAddress.address', '=', normalAddress(address))
    .orderBy('ticket.updatedAt', 'desc')
    .limit(newest)
    .execute();
  return rows.length > 0 && rows.every((row) => row.status === 'spam');
}
