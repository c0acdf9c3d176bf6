/** What moves when tickets are merged or taken apart again: messages, events and search words follow their home. */
import { sql } from 'kysely';
import type { Tx } from '#platform/database/transaction.ts';
import { ticketLimits } from '../limits.ts';

/** Everything shown on `from` is shown on `into`; each row keeps its home. */
export async function moveAll(tx: Tx, from: string, into: string): Promise<void> {
  await sql`
    with moved as (update message set ticket_id = ${into} where ticket_id = ${from}),
    events as (update event set ticket_id = ${into} where ticket_id = ${from})
    update search_document set ticket_id = ${into} where ticket_id = ${from}`.execute(tx);
}

/** Everything on `survivor` whose home is `ticketId`, or a ticket merged into it, goes back to `ticketId`. */
export async function moveHome(tx: Tx, survivor: string, ticketId: string): Promise<void> {
  await sql`
    with recursive homes (id, depth) as (
      select ${ticketId}::uuid, 0
      union all
      select t.id, homes.depth + 1 from homes join ticket t on t.merged_into = homes.id
      where homes.depth < ${ticketLimits.mergeDepth}
    ), back as (
      update message set ticket_id = ${ticketId} where ticket_id = ${survivor} and home_ticket_id in (select id from homes)
      returning id
    ), events as (
      update event set ticket_id = ${ticketId} where ticket_id = ${survivor} and home_ticket_id in (select id from homes)
    )
    update search_document set ticket_id = ${ticketId}
    where ticket_id = ${survivor} and (source_id in (select id from back) or source_id in (select id from homes))`.execute(
    tx,
  );
}

/** The people of `from` take part in `into`, remembered as brought along. */
export async function bringPeople(tx: Tx, from: string, into: string): Promise<void> {
  await sql`
    insert into ticket_participant (ticket_id, person_id, role, via_ticket_id, created_at)
    select ${into}, person_id, case when role = 'unverified' then role else 'cc' end, ${from}, created_at
    from ticket_participant where ticket_id = ${from}
    on conflict do nothing`.execute(tx);
}

/**
 * Takes away from `into` whom `from` brought, unless they wrote there meanwhile. `gone` is true when `from` is not
 * merged any more; otherwise only those who are no longer on `from` themselves.
 */
export async function takePeopleBack(
  tx: Tx,
  input: { from: string; into: string; gone: boolean },
): Promise<void> {
  const { from, into, gone } = input;
  await sql`
    delete from ticket_participant p
    where p.ticket_id = ${into} and p.via_ticket_id = ${from}
      and (${gone}::boolean or not exists (
        select 1 from ticket_participant q where q.ticket_id = ${from} and q.person_id = p.person_id))
      and not exists (
        select 1 from message m where m.ticket_id = ${into} and m.home_ticket_id = ${into} and m.person_id = p.person_id)`.execute(
    tx,
  );
}
