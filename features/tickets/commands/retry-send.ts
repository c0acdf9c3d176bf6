/** Sending a failed message again. */
import type { Tx } from '#platform/database/transaction.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import type { Outbox } from '../ports.ts';
import { messageNotFound } from '../queries/ticket-detail.ts';
import { isOnTicket } from '../store/own-messages.ts';

/**
 * Queues a failed or unknown message once more; the outbox writes the event.
 * Throws `message-not-found` when it is not on that ticket, `not-retryable` when it did not fail.
 */
export async function retrySend(
  tx: Tx,
  outbox: Pick<Outbox, 'retry'>,
  actor: Actor,
  input: { ticketId: string; messageId: string },
): Promise<void> {
  permit(actor, 'ticket:reply');
  if (!(await isOnTicket(tx, input.messageId, input.ticketId))) throw messageNotFound();
  await outbox.retry(tx, input.messageId, actor);
}
