/** Who belongs to a conversation, and which ticket a number names: what threading asks beside exact references. */
import { type Kysely, sql, type Transaction } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { ticketLimits } from '../limits.ts';

export type TicketPeople = {
  /** Addresses of participants that were not 'unverified', lower case. */
  participants: Set<string>;
  /** Addresses that wrote to, or got, a mail of the ticket, lower case; ours among them. */
  addresses: Set<string>;
};

/** Looks at the newest messages only: a person of an old one is a participant anyway. */
const newestMessages = 200;

/** People of these tickets (survivors). Tickets that do not exist have no entry. */
export async function findTicketPeople(
  tx: Tx,
  ticketIds: readonly string[],
): Promise<Map<string, TicketPeople>> {
  const people = new Map<string, TicketPeople>();
  if (ticketIds.length === 0) return people;
  const { rows } = await sql<{ ticketId: string; address: string; participant: boolean }>`/* keep plan */
    select t.id as ticket_id, a.address, bool_or(a.participant) as participant
    from unnest(${[...new Set(ticketIds)]}::uuid[]) as t (id),
    lateral (
      select pa.address, p.role <> 'unverified' as participant
        from ticket_participant p join person_address pa on pa.person_id = p.person_id
        where p.ticket_id = t.id
      union all
      select lower(x.address), false from (
        select m.author_address, m.to_list, m.cc_list from message m
        where m.ticket_id = t.id and m.direction <> 'internal' order by m.at desc limit ${newestMessages}
      ) as m, lateral (
        select m.author_address as address
        union all select e->>'address' from jsonb_array_elements(m.to_list || m.cc_list) as e
      ) as x where x.address <> ''
    ) as a group by 1, 2`.execute(tx);
  for (const row of rows) {
    const entry = people.get(row.ticketId) ?? { participants: new Set(), addresses: new Set() };
    people.set(row.ticketId, entry);
    entry.addresses.add(row.address);
    if (row.participant) entry.participants.add(row.address);
  }
  return people;
}

/** Tickets of the brand with these numbers; a merged one stands for its survivor. */
export async function findTicketsByNumber(
  tx: Tx,
  brandId: string,
  numbers: readonly number[],
): Promise<{ number: number; ticketId: string }[]> {
  if (numbers.length === 0) return [];
  const { rows } = await sql<{ number: number; ticketId: string }>`
    with recursive chain (number, id, merged_into, depth) as (
      select number, id, merged_into, 0 from ticket
      where brand_id = ${brandId} and number = any(${numbers}::bigint[])
      union all
      select chain.number, n.id, n.merged_into, chain.depth + 1
      from chain join ticket n on n.id = chain.merged_into where chain.depth < ${ticketLimits.mergeDepth}
    ) select number, id as ticket_id from chain where merged_into is null`.execute(tx);
  return rows;
}

/** Number of a ticket; of its survivor when it was merged. */
export async function findTicketNumber(db: Kysely<DB> | Transaction<DB>, ticketId: string): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    with recursive chain (number, merged_into, depth) as (
      select number, merged_into, 0 from ticket where id = ${ticketId}
      union all
      select n.number, n.merged_into, chain.depth + 1
      from chain join ticket n on n.id = chain.merged_into where chain.depth < ${ticketLimits.mergeDepth}
    ) select number from chain order by depth desc limit 1`.execute(db);
  const [row] = rows;
  if (!row) throw new Error(`There is no ticket ${ticketId}`);
  return row.number;
}
