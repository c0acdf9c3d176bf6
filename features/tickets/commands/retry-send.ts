/** Sending a failed message again. */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import type { Outbox } from '../ports.ts';
import { messageNotFound } from '../queries/ticket-detail.ts';
import { isOnTicket } from '../store/own-messages.ts';
import { refuseDead } from './refuse-dead.ts';

/**
 * Queues a failed or unknown message once more; the outbox writes the event.
 * Throws `message-not-found` when it is not on that ticket, `not-retryable` when it did not fail, and, like an answer that is
 * new, `address-needs-confirm` when mail to somebody comes back and nobody said to send it all the same.
 */
export async function retrySend(
  tx: Tx,
  desk: Pick<Desk, 'brand' | 'clock'>,
  outbox: Pick<Outbox, 'retry'>,
  actor: Actor,
  input: { ticketId: string; messageId: string; confirmAddress: boolean },
): Promise<void> {
  permit(actor, 'ticket:reply');
  if (!(await isOnTicket(tx, input.messageId, input.ticketId))) throw messageNotFound();
  const to = await outbox.retry(tx, input.messageId, actor);
  if (!input.confirmAddress)
    await refuseDead(
      tx,
      desk,
      to.map((address) => ({ address })),
    );
}
