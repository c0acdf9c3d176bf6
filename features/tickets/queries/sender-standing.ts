/** What earlier tickets say of a sender. */

import { sql } from 'kysely';
import { normalAddress } from '#features/people/index.ts';
import { askTogether } from '#platform/database/ask-together.ts';
import type { Tx } from '#platform/database/transaction.ts';

/** `known`: one of the newest tickets is no spam. `only-spam`: all of them were marked. `new`: there is none. */
export type SenderStanding = 'new' | 'known' | 'only-spam';

/** Looks at the newest tickets of the address, at most `newest`. */
export function senderStanding(
  tx: Tx,
  brandId: string,
  address: string,
  newest: number,
): Promise<SenderStanding> {
  return askTogether(tx, standings, { brandId, address: normalAddress(address), newest });
}

type Sender = { brandId: string; address: string; newest: number };

async function standings(tx: Tx, senders: readonly Sender[]): Promise<SenderStanding[]> {
  const { rows } = await sql<{ onlySpam: boolean | null }>`/* keep plan */
    select (
      select bool_and(newest.status = 'spam') from (
        select ticket.status from person_address join ticket on ticket.person_id = person_address.person_id
        where person_address.brand_id = asked.brand_id and person_address.address = asked.address
        order by ticket.updated_at desc limit asked.newest
      ) as newest
    ) as "onlySpam"
    from unnest(${senders.map((one) => one.brandId)}::uuid[], ${senders.map((one) => one.address)}::text[],
      ${senders.map((one) => one.newest)}::int[]) with ordinality as asked (brand_id, address, newest, position)
    order by position`.execute(tx);
  return rows.map(({ onlySpam }) => standingOf(onlySpam));
}

/** Of no ticket at all nothing is true or false. */
function standingOf(onlySpam: boolean | null): SenderStanding {
  if (onlySpam === null) return 'new';
  return onlySpam ? 'only-spam' : 'known';
}
