/** What a person may do with a mail in the outbox: take it back, move it in time, send it once more. */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { announce } from '#platform/events/live.ts';
import { NamedError } from '#platform/named-error.ts';
import { addSendJob } from '../jobs-contract.ts';
import { changeRow, lockRowOfMessage, ticketOfMail } from '../store/outbox-rows.ts';
import { lockTicket } from '../store/ticket-mark.ts';
import { noteDelivery } from './note-delivery.ts';

/** Takes a mail back while it is queued. Throws `too-late-to-undo` once a process has it, or there is none. */
export async function cancelMail(tx: Tx, desk: Pick<Desk, 'clock'>, messageId: string): Promise<void> {
  const row = await lockWaiting(tx, messageId);
  await changeRow(tx, row.id, { state: 'cancelled' });
  await noteDelivery(tx, desk, { ...row, messageId }, { state: 'cancelled', reason: null });
}

/** Moves a queued mail to another time; `now` or earlier sends it at once. Throws `too-late-to-undo`. */
export async function moveMail(
  tx: Tx,
  desk: Pick<Desk, 'clock'>,
  messageId: string,
  dueAt: Date,
): Promise<void> {
  const row = await lockWaiting(tx, messageId);
  const now = desk.clock.now();
  await changeRow(tx, row.id, { dueAt, scheduled: dueAt > now });
  await addSendJob(tx, row, dueAt, now);
  if (row.ticketId) await announce(tx, { type: 'delivery', ticketId: row.ticketId });
}

/**
 * Queues a failed or unknown mail once more, under the same Message-ID, so that a receiver that has it already can tell.
 * Returns everybody it goes to. Throws `not-retryable` for any other state.
 */
export async function retryMail(tx: Tx, desk: Pick<Desk, 'clock'>, messageId: string): Promise<string[]> {
  const row = await lockBoth(tx, messageId);
  if (!row || (row.state !== 'failed' && row.state !== 'unknown')) {
    throw new NamedError(
      'not-retryable',
      'Only a message that failed or whose fate is unknown can be sent again.',
    );
  }
  const now = desk.clock.now();
  await changeRow(tx, row.id, { state: 'queued', dueAt: now, lastError: null, attempts: 0 });
  await addSendJob(tx, row, now, now);
  await noteDelivery(tx, desk, { ...row, messageId }, { state: 'queued', reason: null });
  return row.envelopeTo;
}

async function lockBoth(tx: Tx, messageId: string): ReturnType<typeof lockRowOfMessage> {
  const ticketId = await ticketOfMail(tx, { messageId });
  if (ticketId !== null) await lockTicket(tx, ticketId);
  return lockRowOfMessage(tx, messageId);
}

async function lockWaiting(
  tx: Tx,
  messageId: string,
): Promise<NonNullable<Awaited<ReturnType<typeof lockRowOfMessage>>>> {
  const row = await lockBoth(tx, messageId);
  if (row?.state !== 'queued') {
    throw new NamedError('too-late-to-undo', 'The message is already on its way and cannot be taken back.');
  }
  return row;
}
