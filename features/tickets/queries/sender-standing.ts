/** What earlier tickets say of a sender. */

import { sql } from 'kysely';
import { normalAddress } from '#features/people/index.ts';
import { askTogether } from '#platform/database/ask-together.ts';
import type { Tx } from '#platform/database/transaction.ts';

/** True when the sender has tickets and the newest of them, at most `newest`, were all marked as spam. */
export function hasOnlySpam(tx: Tx, brandId: string, address: string, newest: number): Promise<boolean> {
  return askTogether(tx, onlySpam, { brandId, address: normalAddress(address), newest });
}

type Sender = { brandId: string; address: string; newest: number };

async function onlySpam(tx: Tx, senders: readonly Sender[]): Promise<boolean[]> {
  const { rows } = await sql<{ sender: number }>`/* keep plan */
    select asked.sender::int
    from unnest(${senders.map((one) => one.brandId)}::uuid[], ${senders.map((one) => one.address)}::text[],
      ${senders.map((one) => one.newest)}::int[]) with ordinality as asked (brand_id, address, newest, sender),
    lateral (
      select bool_and(newest.status = 'spam') as spam from (
        select ticket.status from person_address join ticket on ticket.person_id = person_address.person_id
        where person_address.brand_id = asked.brand_id and person_address.address = asked.address
        order by ticket.updated_at desc limit asked.newest
      ) as newest
    ) as standing
    where standing.spam`.execute(tx);
  const found = new Set(rows.map((row) => row.sender));
  return senders.map((_, index) => found.has(index + 1));
}
