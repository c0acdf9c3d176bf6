/** One statement that writes everything a customer's message adds. See docs: it is the path every mail takes. */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/database/transaction.ts';
import { announce } from '#platform/events/live.ts';
import type { IncomingMessage } from '../incoming.ts';
import type { SearchWords } from '../rules/search-words.ts';
import type { TicketStatus } from '../rules/status.ts';

export type NewEventRow = {
  id: string;
  kind: string;
  actorKind: 'customer' | 'system';
  actorId: string | null;
  actorName: string;
  data: Record<string, unknown>;
  reasons: readonly string[];
};

export type IncomingRows = {
  message: IncomingMessage;
  messageId: string;
  /** Where the message is shown, and the ticket it came for. */
  ticketId: string;
  homeTicketId: string;
  /** Null for a new ticket; otherwise the status after the message. */
  status: TicketStatus | null;
  snippet: string;
  words: SearchWords;
  events: NewEventRow[];
  /** Message-IDs this mail refers to, without its own. */
  seen: string[];
  now: Date;
};

/** Writes ticket (or its counters), message, files, references, search words and events; returns the ticket number. */
export async function writeIncoming(tx: Tx, rows: IncomingRows): Promise<number> {
  const { message } = rows;
  const ticket = rows.status === null ? insertTicket(rows) : updateTicket(rows, rows.status);
  const role = rows.status === null ? 'requester' : message.role;
  const { rows: written } = await sql<{ number: number }>`
    with ticket_row as (${ticket}),
    message_row as (${insertMessage(rows)}),
    ${
      role === null
        ? sql``
        : sql`participant_row as (
      insert into ticket_participant (ticket_id, person_id, role, created_at)
      values (${rows.ticketId}, ${message.author.personId}, ${role}, ${rows.now})
      on conflict do nothing
    ),`
    }
    words_row as (${insertWords(rows)}),
    event_rows as (${insertEvents(rows)})
    ${message.files.length > 0 ? sql`, file_rows as (${insertFiles(rows)})` : sql``}
    ${message.proposals.length > 0 ? sql`, proposal_rows as (${insertProposals(rows)})` : sql``}
    ${message.messageIdHeader !== null || rows.seen.length > 0 ? sql`, reference_rows as (${insertReferences(rows)})` : sql``}
    select number from ticket_row`.execute(tx);
  await announce(tx, { type: 'ticket', ticketId: rows.ticketId });
  const [first] = written;
  if (!first) throw new Error(`Ticket ${rows.ticketId} vanished while it was locked`);
  return first.number;
}

function insertTicket(rows: IncomingRows): RawBuilder<unknown> {
  const { message } = rows;
  const spoke = !message.automatic;
  return sql`
    insert into ticket (id, brand_id, mailbox_id, person_id, subject, title, team_id, language, snippet,
      message_count, attachment_count, waiting_for_us, created_at, updated_at, last_customer_at)
    values (${rows.ticketId}, ${message.brandId}, ${message.mailboxId}, ${message.author.personId},
      ${message.subject}, ${message.title}, ${message.teamId}, ${message.language}, ${rows.snippet},
      1, ${shownFiles(message)}, ${spoke}, ${rows.now}, ${rows.now}, ${spoke ? message.at : null})
    returning number`;
}

/** Order of arrival does not matter: the newest by `at` gives the snippet and says whose turn it is. */
function updateTicket(rows: IncomingRows, status: TicketStatus): RawBuilder<unknown> {
  const { message } = rows;
  const spoken = message.automatic
    ? sql``
    : sql`
      snippet = case when ${message.at} >= coalesce(last_customer_at, '-infinity') then ${rows.snippet} else snippet end,
      waiting_for_us = waiting_for_us or ${message.at} > coalesce(last_agent_at, '-infinity'),
      last_customer_at = greatest(last_customer_at, ${message.at}::timestamptz),`;
  return sql`
    update ticket set ${spoken}
      message_count = message_count + 1,
      attachment_count = attachment_count + ${shownFiles(message)}::int,
      language = coalesce(language, ${message.language}),
      status = ${status},
      version = version + 1,
      updated_at = greatest(updated_at, ${rows.now}::timestamptz)
    where id = ${rows.ticketId}
    returning number`;
}

/** Files a person would call attachments: pictures shown inside the text are not. */
function shownFiles(message: IncomingMessage): number {
  return message.files.filter((file) => !file.inline).length;
}

function insertMessage(rows: IncomingRows): RawBuilder<unknown> {
  const { message } = rows;
  return sql`
    insert into message (id, ticket_id, home_ticket_id, direction, kind, author_kind, person_id, author_name,
      author_address, inbound_mail_id, subject, text, html, visible_text, quoted_text, signature, to_list, cc_list,
      reply_to_list, message_id_header, in_reply_to, refs, automatic, lane, lane_reasons, thread_verdict, warnings,
      remote_image_count, at, created_at)
    values (${rows.messageId}, ${rows.ticketId}, ${rows.homeTicketId}, 'in', 'message', 'customer',
      ${message.author.personId}, ${message.author.name}, ${message.author.address}, ${message.inboundMailId},
      ${message.subject}, ${message.text}, ${message.html}, ${message.visibleText}, ${message.quotedText},
      ${message.signature}, ${JSON.stringify(message.to)}, ${JSON.stringify(message.cc)},
      ${JSON.stringify(message.replyTo)}, ${message.messageIdHeader}, ${message.inReplyTo},
      ${message.references}::text[], ${message.automatic}, ${message.lane}, ${message.laneReasons}::text[],
      ${JSON.stringify(message.verdict)}, ${JSON.stringify(message.warnings)}, ${message.remoteImageCount},
      ${message.at}, ${rows.now})`;
}

function insertWords({ ticketId, messageId, words, message }: IncomingRows): RawBuilder<unknown> {
  return sql`
    insert into search_document (ticket_id, source_id, kind, words, at)
    values (${ticketId}, ${messageId}, 'message', ${wordsExpression(words)}, ${message.at})`;
}

/** The weighted tsvector of a message; the query side weighs and folds alike (features/search). */
export function wordsExpression(words: SearchWords): RawBuilder<unknown> {
  return sql`
    setweight(to_tsvector('simple', unaccent(${words.subject})), 'A') ||
    setweight(to_tsvector('simple', unaccent(${words.from})), 'B') ||
    setweight(to_tsvector('simple', unaccent(${words.to})), 'C') ||
    setweight(to_tsvector('simple', unaccent(${words.body})), 'D')`;
}

function insertEvents({ ticketId, homeTicketId, message, events, now }: IncomingRows): RawBuilder<unknown> {
  return sql`
    insert into event (id, brand_id, ticket_id, home_ticket_id, kind, actor_kind, actor_id, actor_name, data, reasons, at)
    select e.id, ${message.brandId}::uuid, ${ticketId}::uuid, ${homeTicketId}::uuid, e.kind, e."actorKind", e."actorId",
      e."actorName", e.data, array(select jsonb_array_elements_text(e.reasons)), ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as e (id uuid, kind text, "actorKind" text,
      "actorId" uuid, "actorName" text, data jsonb, reasons jsonb)`;
}

function insertFiles({ messageId, message }: IncomingRows): RawBuilder<unknown> {
  return sql`
    insert into attachment (id, message_id, position, filename, content_type, sniffed_type, size, sha256, content_id,
      inline, origin, warning)
    select gen_random_uuid(), ${messageId}::uuid, f.position, f.file->>'filename', f.file->>'contentType',
      f.file->>'sniffedType', (f.file->>'size')::int, f.file->>'sha256', f.file->>'contentId',
      (f.file->>'inline')::boolean, f.file->>'origin', f.file->>'warning'
    from jsonb_array_elements(${JSON.stringify(message.files)}::jsonb) with ordinality as f (file, position)`;
}

function insertProposals({ ticketId, message, now }: IncomingRows): RawBuilder<unknown> {
  return sql`
    insert into ticket_proposal (ticket_id, other_id, reason, created_at)
    select ${ticketId}::uuid, p."ticketId", p.reason, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(message.proposals)}::jsonb) as p ("ticketId" uuid, reason text)
    where p."ticketId" <> ${ticketId}::uuid
    on conflict do nothing`;
}

/** The mail's own id, and those it refers to: a late parent finds its answer by the latter. */
function insertReferences({
  homeTicketId,
  messageId,
  message,
  seen,
  now,
}: IncomingRows): RawBuilder<unknown> {
  const own = message.messageIdHeader === null ? [] : [message.messageIdHeader];
  const kinds = [...own.map(() => 'own'), ...seen.map(() => 'seen')];
  return sql`
    insert into mail_reference (brand_id, message_id_header, kind, ticket_id, message_id, created_at)
    select ${message.brandId}::uuid, r.header, r.kind, ${homeTicketId}::uuid, ${messageId}::uuid, ${now}::timestamptz
    from unnest(${[...own, ...seen]}::text[], ${kinds}::text[]) as r (header, kind)
    on conflict do nothing`;
}
