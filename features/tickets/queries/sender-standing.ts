/** What earlier tickets say of a sender. */

import { sql } from 'kysely';
import { normalAddress } from '#features/people/index.ts';
import type { Tx } from '#platform/database/transaction.ts';

/** `known`: one of the newest tickets is no spam. `only-spam`: all of them were marked. `new`: there is none. */
export type SenderStanding = 'new' | 'known' | 'only-spam';

/** Looks at the newest tickets of the address, at most `newest`. */
export async function senderStanding(
  tx: Tx,
  brandId: string,
  address: string,
  newest: number,
): Promise<SenderStanding> {
  const { rows } = await sql<{ status: string }>`/* keep plan */
    select ticket.status from person_address join ticket on ticket.person_id = person_address.person_id
    where person_address.brand_id = ${brandId} and person_address.address = ${normalAddress(address)}
    order by ticket.updated_at desc limit ${newest}`.execute(tx);
  if (rows.length === 0) return 'new';
  return rows.every((row) => row.status === 'spam') ? 'only-spam' : 'known';
}
