/** What sending writes on the ticket: the mark that a mail of it is in trouble. */
import { sql } from 'kysely';
import type { Tx } from '#platform/database/transaction.ts';

/** Ticket before outbox row: the order in which an agent's undo locks them too, so the two cannot block each other. */
export async function lockTicket(tx: Tx, ticketId: string): Promise<void> {
  await tx.selectFrom('ticket').select('id').where('id', '=', ticketId).forNoKeyUpdate().execute();
}

/** The mark on the ticket is what its mails say now, so it also goes away by itself. */
export async function refreshTrouble(tx: Tx, ticketId: string): Promise<void> {
  const stuck = sql<boolean>`exists (select 1 from outbound_mail m
    where m.ticket_id = ${ticketId}::uuid and m.state in ('failed', 'unknown'))`;
  await tx
    .updateTable('ticket')
    .set({ deliveryTrouble: sql`not delivery_trouble` })
    .where('id', '=', ticketId)
    .where('deliveryTrouble', '!=', stuck)
    .execute();
}
