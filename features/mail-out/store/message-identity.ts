/** What a queued mail writes on its message, so that a reply to it finds the ticket. */
import type { Tx } from '#platform/database/transaction.ts';
import type { TicketFacts } from './conversation.ts';

/**
 * The message on the ticket shows, and threading finds, what the mail carries. `ticket` is the one whose conversation it
 * continues: where that was merged into another, undoing the merge takes the answer along.
 */
export async function keepIdentity(
  tx: Tx,
  ticket: Pick<TicketFacts, 'id' | 'brandId'>,
  messageId: string,
  identity: { messageIdHeader: string; inReplyTo: string | null; references: string[]; subject: string },
): Promise<void> {
  const { messageIdHeader, inReplyTo, references, subject } = identity;
  await tx
    .updateTable('message')
    .set({ messageIdHeader, inReplyTo, refs: references, subject, homeTicketId: ticket.id })
    .where('id', '=', messageId)
    .execute();
  await tx
    .insertInto('mailReference')
    .values({ brandId: ticket.brandId, messageIdHeader, kind: 'own', ticketId: ticket.id, messageId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
