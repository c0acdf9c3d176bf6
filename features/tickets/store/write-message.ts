/** A message of ours (answer or note) on a ticket whose row is locked. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { cleanData, cleanText } from '../rules/clean-text.ts';
import { searchWords } from '../rules/search-words.ts';
import type { TicketStatus } from '../rules/status.ts';
import { wordsExpression } from './write-incoming.ts';

export type StoredUpload = {
  id: string;
  filename: string;
  contentType: string;
  size: number;
  sha256: string;
};

export type OwnMessage = {
  id: string;
  ticketId: string;
  kind: 'message' | 'note';
  actor: Actor;
  author: { name: string; address: string | null };
  html: string;
  text: string;
  to: readonly { name: string; address: string }[];
  cc: readonly { name: string; address: string }[];
  files: readonly (StoredUpload & { contentId: string | null })[];
  mentions: readonly string[];
  /** Status of the ticket afterwards. */
  status: TicketStatus;
  at: Date;
};

/** Writes message, files, search words and the ticket's counters. An answer makes it the customer's turn. */
export async function writeOwnMessage(tx: Tx, message: OwnMessage): Promise<void> {
  const { author, text, html } = cleanData({
    author: message.author,
    text: message.text,
    html: message.html,
  });
  const reply = message.kind === 'message';
  const words = searchWords({
    subject: '',
    from: { name: author.name, address: author.address ?? '' },
    to: [...message.to, ...message.cc],
    text,
    filenames: message.files.map((file) => file.filename),
  });
  const agentId = message.actor.kind === 'agent' ? message.actor.id : null;
  await sql`
    with message_row as (
      insert into message (id, ticket_id, home_ticket_id, direction, kind, author_kind, agent_id, author_name,
        author_address, text, html, visible_text, to_list, cc_list, mentions, at, created_at)
      values (${message.id}, ${message.ticketId}, ${message.ticketId}, ${reply ? 'out' : 'internal'}, ${message.kind},
        'agent', ${agentId}, ${author.name}, ${author.address}, ${text}, ${html}, ${text},
        ${JSON.stringify(message.to)}, ${JSON.stringify(message.cc)}, ${message.mentions}::uuid[], ${message.at}, ${message.at})
    ), words_row as (
      insert into search_document (ticket_id, source_id, kind, words, at)
      values (${message.ticketId}, ${message.id}, 'message', ${wordsExpression(words)}, ${message.at})
    )
    update ticket set message_count = message_count + 1,
      attachment_count = attachment_count + ${message.files.filter((file) => file.contentId === null).length}::int,
      waiting_for_us = waiting_for_us and not ${reply}::boolean,
      last_agent_at = case when ${reply}::boolean then greatest(last_agent_at, ${message.at}::timestamptz) else last_agent_at end,
      status = ${message.status}, version = version + 1, updated_at = greatest(updated_at, ${message.at}::timestamptz)
    where id = ${message.ticketId}`.execute(tx);
  if (message.files.length > 0) await writeFiles(tx, message);
}

async function writeFiles(tx: Tx, message: OwnMessage): Promise<void> {
  await tx
    .insertInto('attachment')
    .values(
      message.files.map((file, position) => ({
        id: newId(),
        messageId: message.id,
        position: position + 1,
        filename: cleanText(file.filename),
        contentType: file.contentType,
        sniffedType: file.contentType,
        size: file.size,
        sha256: file.sha256,
        contentId: file.contentId,
        inline: file.contentId !== null,
        origin: 'upload',
      })),
    )
    .execute();
}

/**
 * Uploads of this actor, in the order asked; missing or foreign ones are absent. Held until the transaction ends, so that
 * they are not swept away while an answer takes them.
 */
export async function findUploads(
  db: Kysely<DB>,
  ids: readonly string[],
  agentId: string | null,
): Promise<StoredUpload[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('upload')
    .select(['id', 'filename', 'contentType', 'size', 'sha256'])
    .where('id', 'in', [...ids])
    .where('agentId', 'is not distinct from', agentId)
    .forKeyShare()
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
