/** Messages of ours after they were written: finding them, and taking one away that never left. */
import { sql } from 'kysely';
import type { Tx } from '#platform/database/transaction.ts';
import type { TicketStatus } from '../rules/status.ts';
import type { StoredUpload } from './write-message.ts';

/** True when the message is shown on that ticket. */
export async function isOnTicket(tx: Tx, messageId: string, ticketId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('message')
    .select('id')
    .where('id', '=', messageId)
    .where('ticketId', '=', ticketId)
    .executeTakeFirst();
  return row !== undefined;
}

/** An answer (not a note, not an automatic mail) on that ticket. */
export async function findAnswer(
  tx: Tx,
  messageId: string,
  ticketId: string,
): Promise<{ id: string; html: string | null } | undefined> {
  return tx
    .selectFrom('message')
    .select(['id', 'html'])
    .where('id', '=', messageId)
    .where('ticketId', '=', ticketId)
    .where('direction', '=', 'out')
    .where('kind', '=', 'message')
    .executeTakeFirst();
}

/** Uploads an answer was made with, as far as they are still kept. */
export async function uploadsOfMessage(tx: Tx, messageId: string, agentId: string | null): Promise<string[]> {
  const rows = await tx
    .selectFrom('attachment')
    .innerJoin('upload', (join) =>
      join
        .onRef('upload.sha256', '=', 'attachment.sha256')
        .onRef('upload.filename', '=', 'attachment.filename'),
    )
    .select(['upload.id', 'attachment.position'])
    .where('attachment.messageId', '=', messageId)
    .where('upload.agentId', 'is not distinct from', agentId)
    .orderBy('attachment.position')
    // Of two uploads of one picture, the text shows one by its id.
    .orderBy(sql`upload.id::text is distinct from attachment.content_id`)
    .distinctOn('attachment.position')
    .execute();
  return rows.map((row) => row.id);
}

/** What the agent had changed about the recipients the desk computed. */
export type ChosenRecipients = {
  cc: string[];
  bcc: string[];
  without: string[];
  /** The message that was answered; null: the newest. */
  answering: string | null;
};

/** Removes message, search words and the events of its writing; returns what these told of its making. */
export async function removeAnswer(
  tx: Tx,
  ticketId: string,
  messageId: string,
): Promise<{
  moved: { statusBefore: TicketStatus; statusAfter: TicketStatus } | null;
  chosen: ChosenRecipients | null;
}> {
  const { rows } = await sql<{
    kind: string;
    statusBefore: TicketStatus | null;
    statusAfter: TicketStatus | null;
    chosen: ChosenRecipients | null;
  }>`
    delete from event where ticket_id = ${ticketId} and data->>'messageId' = ${messageId}
      and kind in ('reply-written', 'status-changed')
    returning kind, data->>'statusBefore' as status_before, data->>'statusAfter' as status_after,
      data->'chosen' as chosen`.execute(tx);
  await tx.deleteFrom('searchDocument').where('sourceId', '=', messageId).execute();
  await tx.deleteFrom('message').where('id', '=', messageId).execute();
  const written = rows.find((row) => row.kind === 'reply-written');
  const moved =
    written?.statusBefore && written.statusAfter
      ? { statusBefore: written.statusBefore, statusAfter: written.statusAfter }
      : null;
  // Answers of a time when only the newest message could be answered do not tell.
  const chosen = written?.chosen ? { ...written.chosen, answering: written.chosen.answering ?? null } : null;
  return { moved, chosen };
}

export async function insertUpload(
  tx: Tx,
  upload: StoredUpload & { agentId: string | null; createdAt: Date },
): Promise<void> {
  await tx.insertInto('upload').values(upload).execute();
}
