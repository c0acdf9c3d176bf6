/** Whose ticket it is. */
import { sql } from 'kysely';
import type { Tx } from '#platform/database/transaction.ts';

/** Name of a person, or an address of theirs; null when the person is gone. */
export async function findPersonName(tx: Tx, personId: string): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    select coalesce(nullif(p.name, ''), (select a.shown_address from person_address a
      where a.person_id = p.id order by a.created_at limit 1), '') as name
    from person p where p.id = ${personId}`.execute(tx);
  return rows[0]?.name ?? null;
}

/** The caller holds the ticket. */
export async function setRequester(
  tx: Tx,
  input: { ticketId: string; from: string | null; to: string; now: Date },
): Promise<void> {
  const { ticketId, from, to, now } = input;
  await sql`
    update ticket set person_id = ${to}, version = version + 1, updated_at = greatest(updated_at, ${now}::timestamptz)
    where id = ${ticketId}`.execute(tx);
  await sql`
    update ticket_participant set role = 'unverified'
    where ticket_id = ${ticketId} and person_id = ${from}::uuid`.execute(tx);
  await sql`
    insert into ticket_participant (ticket_id, person_id, role, created_at)
    values (${ticketId}, ${to}, 'requester', ${now})
    on conflict (ticket_id, person_id) do update set role = 'requester'`.execute(tx);
}
