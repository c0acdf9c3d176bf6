/** What earlier tickets say of a sender. */

import { sql } from 'kysely';
import { normalAddress } from '#features/people/index.ts';
import type { Tx } from '#platform/database/transaction.ts';

/** True when the sender has tickets and the newest of them, at most `newest`, were all marked as spam. */
export async function hasOnlySpam(
  tx: Tx,
  brandId: string,
  address: string,
  newest: number,
): Promise<boolean> {
  const { rows } = await sql<{ status: string }>`/* keep plan */
    select ticket.status from person_address join ticket on ticket.person_id = person_address.person_id
    where person_address.brand_id = ${brandId} and person_address.address = ${normalAddress(address)}
    order by ticket.updated_at desc limit ${newest}`.execute(tx);
  return rows.length > 0 && rows.every((row) => row.status === 'spam');
}
