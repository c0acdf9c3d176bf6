/** Taking an answer back in the seconds before it leaves. */

import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import type { Draft } from '../contract.ts';
import type { Outbox } from '../ports.ts';
import { messageNotFound } from '../queries/ticket-detail.ts';
import { lockSurvivor } from '../store/lock-tickets.ts';
import { findAnswer, removeAnswer, uploadsOfMessage } from '../store/own-messages.ts';
import { recount } from '../store/recount.ts';
import { setStatus } from '../store/ticket-marks.ts';
import { writeEvents } from '../store/write-changes.ts';
import { saveDraft } from './save-draft.ts';

/**
 * Removes the answer and its event, gives the status it set back, and puts its text into the agent's draft.
 * Throws `message-not-found`, and `too-late-to-undo` once it is on its way.
 */
export async function undoSend(
  tx: Tx,
  desk: Pick<Desk, 'clock' | 'brand'>,
  outbox: Outbox,
  actor: Actor,
  input: { ticketId: string; messageId: string },
): Promise<Draft> {
  permit(actor, 'ticket:reply');
  const ticket = await lockSurvivor(tx, input.ticketId);
  const message = await findAnswer(tx, input.messageId, ticket.id);
  if (!message) throw messageNotFound();
  await outbox.cancel(tx, message.id);
  const fileIds = await uploadsOfMessage(tx, message.id, actor.kind === 'agent' ? actor.id : null);
  const moved = await removeAnswer(tx, ticket.id, message.id);
  if (moved && moved.statusAfter === ticket.status) await setStatus(tx, ticket.id, moved.statusBefore);
  const now = desk.clock.now();
  await recount(tx, [ticket.id], now);
  await writeEvents(tx, {
    brandId: desk.brand.id,
    actor,
    at: now,
    events: [{ ticketId: ticket.id, kind: 'send-undone', data: {} }],
  });
  const draft: Draft = { kind: 'reply', html: message.html ?? '', fileIds, cc: [], bcc: [] };
  if (actor.kind === 'agent') await saveDraft(tx, desk, actor, { ticketId: ticket.id, draft });
  return draft;
}
