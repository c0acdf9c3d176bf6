/** Taking an answer back in the seconds before it leaves. */

import { sql } from 'kysely';
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import type { Draft } from '../contract.ts';
import type { Outbox } from '../ports.ts';
import { messageNotFound } from '../queries/ticket-detail.ts';
import { lockSurvivor } from '../store/lock-tickets.ts';
import { recount } from '../store/recount.ts';
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
  const message = await tx
    .selectFrom('message')
    .select(['id', 'html', 'homeTicketId'])
    .where('id', '=', input.messageId)
    .where('ticketId', '=', ticket.id)
    .where('direction', '=', 'out')
    .where('kind', '=', 'message')
    .executeTakeFirst();
  if (!message) throw messageNotFound();
  await outbox.cancel(tx, message.id);
  const files = await uploadsOf(tx, actor, message.id);
  const before = await removeEvents(tx, ticket.id, message.id);
  await sql`delete from search_document where source_id = ${message.id}`.execute(tx);
  await tx.deleteFrom('message').where('id', '=', message.id).execute();
  const now = desk.clock.now();
  if (before && before.statusAfter === ticket.status) {
    await tx.updateTable('ticket').set({ status: before.statusBefore }).where('id', '=', ticket.id).execute();
  }
  await recount(tx, [ticket.id], now);
  await writeEvents(tx, {
    brandId: desk.brand.id,
    actor,
    at: now,
    events: [{ ticketId: ticket.id, kind: 'send-undone', data: {} }],
  });
  const draft: Draft = { kind: 'reply', html: message.html ?? '', fileIds: files, cc: [], bcc: [] };
  if (actor.kind === 'agent') await saveDraft(tx, desk, actor, { ticketId: ticket.id, draft });
  return draft;
}

/** Uploads the answer was made with, as far as they are still kept. */
async function uploadsOf(tx: Tx, actor: Actor, messageId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('attachment')
    .innerJoin('upload', (join) =>
      join
        .onRef('upload.sha256', '=', 'attachment.sha256')
        .onRef('upload.filename', '=', 'attachment.filename'),
    )
    .select(['upload.id', 'attachment.position'])
    .where('attachment.messageId', '=', messageId)
    .where('upload.agentId', 'is not distinct from', actor.kind === 'agent' ? actor.id : null)
    .orderBy('attachment.position')
    .distinctOn('attachment.position')
    .execute();
  return rows.map((row) => row.id);
}

async function removeEvents(
  tx: Tx,
  ticketId: string,
  messageId: string,
): Promise<{ statusBefore: string; statusAfter: string } | null> {
  const { rows } = await sql<{ kind: string; statusBefore: string | null; statusAfter: string | null }>`
    delete from event where ticket_id = ${ticketId} and data->>'messageId' = ${messageId}
      and kind in ('reply-written', 'status-changed')
    returning kind, data->>'statusBefore' as status_before, data->>'statusAfter' as status_after`.execute(tx);
  const written = rows.find((row) => row.kind === 'reply-written');
  return written?.statusBefore && written.statusAfter
    ? { statusBefore: written.statusBefore, statusAfter: written.statusAfter }
    : null;
}
