/** For stories told afterwards, such as the demo: mails of these tickets left when their messages were written. */
import { sql } from 'kysely';
import type { Tx } from '#platform/database/transaction.ts';

/** Dates mails that were captured; what waits or really left is not touched. Safe to repeat. */
export async function dateBackSent(tx: Tx, ticketIds: readonly string[]): Promise<void> {
  await sql`
    update outbound_mail o set accepted_at = m.at, due_at = m.at, created_at = m.at from message m
    where o.message_id = m.id and o.ticket_id = any(${ticketIds}::uuid[]) and o.captured`.execute(tx);
  await sql`
    update automatic_mail a set at = t.created_at from ticket t
    where t.id = a.ticket_id and a.ticket_id = any(${ticketIds}::uuid[])`.execute(tx);
}
