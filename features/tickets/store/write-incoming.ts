/** One statement that writes everything customers' messages add. See docs: it is the path every mail takes. */
import { type RawBuilder, sql } from 'kysely';
import { askTogether } from '#platform/database/ask-together.ts';
import { jsonRows } from '#platform/database/json-rows.ts';
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
  /** False for machines, and for a sender who is not who they say. */
  customersTurn: boolean;
  words: SearchWords;
  events: NewEventRow[];
  /** Message-IDs this mail refers to, without its own. */
  seen: string[];
  now: Date;
};

/**
 * Writes ticket (or its counters), message, files, references, search words and events; returns the ticket number.
 * Messages that are ready at the same time are written by one statement: they belong to different tickets, because each
 * took the turn of its own.
 */
export async function writeIncoming(tx: Tx, rows: IncomingRows): Promise<number> {
  const number = await askTogether(tx, writeAll, rows);
  if (number === null) throw new Error(`Ticket ${rows.ticketId} vanished while it was locked`);
  await announce(tx, { type: 'ticket', ticketId: rows.ticketId });
  return number;
}

async function writeAll(tx: Tx, all: readonly IncomingRows[]): Promise<(number | null)[]> {
  const { rows: written } = await sql<{ id: string; number: number }>`/* keep plan */
    with opened as (${insertTickets(all.filter((rows) => rows.status === null))}),
    changed as (${updateTickets(all.filter((rows) => rows.status !== null))}),
    message_rows as (${insertMessages(all)}),
    participant_rows as (${insertParticipants(all)}),
    words_rows as (${insertWords(all)}),
    event_rows as (${insertEvents(all)}),
    file_rows as (${insertFiles(all)}),
    proposal_rows as (${insertProposals(all)}),
    reference_rows as (${insertReferences(all)})
    select id, number from opened union all select id, number from changed`.execute(tx);
  const numbers = new Map(written.map(({ id, number }) => [id, number]));
  return all.map((rows) => numbers.get(rows.ticketId) ?? null);
}

/** What an insert or update reads: the rows as one parameter, so that the text is the same however many they are. */
function given(rows: readonly object[]): RawBuilder<unknown> {
  return sql`json_to_recordset(${jsonRows(rows)}::json)`;
}

function insertTickets(all: readonly IncomingRows[]): RawBuilder<unknown> {
  const rows = all.map(({ message, ticketId, snippet, customersTurn, now }) => ({
    id: ticketId,
    brand: message.brandId,
    mailbox: message.mailboxId,
    person: message.author.personId,
    subject: message.subject,
    title: message.title,
    team: message.teamId,
    language: message.language,
    snippet,
    files: shownFiles(message),
    calls: !message.automatic,
    now,
    at: customersTurn ? message.at : null,
  }));
  return sql`
    insert into ticket (id, brand_id, mailbox_id, person_id, subject, title, team_id, language, snippet,
      message_count, attachment_count, waiting_for_us, created_at, updated_at, last_customer_at)
    select id, brand, mailbox, person, subject, title, team, language, snippet, 1, files, calls, now, now, at
    from ${given(rows)} as t (id uuid, brand uuid, mailbox uuid, person uuid, subject text, title text, team uuid,
      language text, snippet text, files int, calls boolean, now timestamptz, at timestamptz)
    returning id, number`;
}

/** Order of arrival does not matter: the newest by `at` gives the snippet and says whose turn it is. */
function updateTickets(all: readonly IncomingRows[]): RawBuilder<unknown> {
  const rows = all.map(({ message, ticketId, status, snippet, customersTurn, now }) => ({
    id: ticketId,
    status,
    snippet,
    language: message.language,
    files: shownFiles(message),
    spoke: customersTurn,
    calls: !message.automatic,
    now,
    at: message.at,
  }));
  return sql`
    update ticket set
      snippet = case when t.spoke and t.at >= coalesce(ticket.last_customer_at, '-infinity') then t.snippet
        else ticket.snippet end,
      waiting_for_us = ticket.waiting_for_us or (t.calls and t.at > coalesce(ticket.last_agent_at, '-infinity')),
      last_customer_at = case when t.spoke then greatest(ticket.last_customer_at, t.at)
        else ticket.last_customer_at end,
      message_count = ticket.message_count + 1,
      attachment_count = ticket.attachment_count + t.files,
      language = coalesce(ticket.language, t.language),
      status = t.status,
      version = ticket.version + 1,
      updated_at = greatest(ticket.updated_at, t.now)
    from ${given(rows)} as t (id uuid, status text, snippet text, language text, files int, spoke boolean,
      calls boolean, now timestamptz, at timestamptz)
    where ticket.id = t.id
    returning ticket.id, ticket.number`;
}

/** Files a person would call attachments: pictures shown inside the text are not. */
function shownFiles(message: IncomingMessage): number {
  return message.files.filter((file) => !file.inline).length;
}

function insertMessages(all: readonly IncomingRows[]): RawBuilder<unknown> {
  const rows = all.map(({ message, messageId, ticketId, homeTicketId, now }) => ({
    id: messageId,
    ticket: ticketId,
    home: homeTicketId,
    person: message.author.personId,
    name: message.author.name,
    address: message.author.address,
    inbound: message.inboundMailId,
    subject: message.subject,
    text: message.text,
    html: message.html,
    visible: message.visibleText,
    quoted: message.quotedText,
    signature: message.signature,
    to: message.to,
    cc: message.cc,
    reply: message.replyTo,
    header: message.messageIdHeader,
    answers: message.inReplyTo,
    refs: message.references,
    automatic: message.automatic,
    lane: message.lane,
    reasons: message.laneReasons,
    verdict: message.verdict,
    warnings: message.warnings,
    images: message.remoteImageCount,
    at: message.at,
    now,
  }));
  return sql`
    insert into message (id, ticket_id, home_ticket_id, direction, kind, author_kind, person_id, author_name,
      author_address, inbound_mail_id, subject, text, html, visible_text, quoted_text, signature, to_list, cc_list,
      reply_to_list, message_id_header, in_reply_to, refs, automatic, lane, lane_reasons, thread_verdict, warnings,
      remote_image_count, at, created_at)
    select id, ticket, home, 'in', 'message', 'customer', person, name, address, inbound, subject, text, html, visible,
      quoted, signature, "to", cc, reply, header, answers, refs, automatic, lane, reasons, verdict, warnings, images,
      at, now
    from ${given(rows)} as m (id uuid, ticket uuid, home uuid, person uuid, name text, address text, inbound uuid,
      subject text, text text, html text, visible text, quoted text, signature text, "to" jsonb, cc jsonb, reply jsonb,
      header text, answers text, refs text[], automatic boolean, lane text, reasons text[], verdict jsonb,
      warnings jsonb, images int, at timestamptz, now timestamptz)`;
}

function insertParticipants(all: readonly IncomingRows[]): RawBuilder<unknown> {
  const rows = all.flatMap(({ message, ticketId, status, now }) => {
    const role = status === null ? 'requester' : message.role;
    return role === null ? [] : [{ ticket: ticketId, person: message.author.personId, role, now }];
  });
  return sql`
    insert into ticket_participant (ticket_id, person_id, role, created_at)
    select ticket, person, role, now
    from ${given(rows)} as p (ticket uuid, person uuid, role text, now timestamptz)
    on conflict do nothing`;
}

function insertWords(all: readonly IncomingRows[]): RawBuilder<unknown> {
  const rows = all.map(({ ticketId, messageId, words, message }) => ({
    ticket: ticketId,
    message: messageId,
    ...words,
    at: message.at,
  }));
  return sql`
    insert into search_document (ticket_id, source_id, kind, words, at)
    select ticket, message, 'message', ${weighted(sql`subject`, sql`"from"`, sql`"to"`, sql`body`)}, at
    from ${given(rows)} as w (ticket uuid, message uuid, subject text, "from" text, "to" text, body text,
      at timestamptz)`;
}

/** The weighted tsvector of a message; the query side weighs and folds alike (features/search). */
export function wordsExpression(words: SearchWords): RawBuilder<unknown> {
  return weighted(sql`${words.subject}`, sql`${words.from}`, sql`${words.to}`, sql`${words.body}`);
}

function weighted(...[subject, from, to, body]: [Part, Part, Part, Part]): RawBuilder<unknown> {
  return sql`
    setweight(to_tsvector('simple', unaccent(${subject})), 'A') ||
    setweight(to_tsvector('simple', unaccent(${from})), 'B') ||
    setweight(to_tsvector('simple', unaccent(${to})), 'C') ||
    setweight(to_tsvector('simple', unaccent(${body})), 'D')`;
}

type Part = RawBuilder<unknown>;

function insertEvents(all: readonly IncomingRows[]): RawBuilder<unknown> {
  const rows = all.flatMap(({ events, ticketId, homeTicketId, message, now }) =>
    events.map((event) => ({ ...event, brand: message.brandId, ticket: ticketId, home: homeTicketId, now })),
  );
  return sql`
    insert into event (id, brand_id, ticket_id, home_ticket_id, kind, actor_kind, actor_id, actor_name, data, reasons, at)
    select id, brand, ticket, home, kind, "actorKind", "actorId", "actorName", data, reasons, now
    from ${given(rows)} as e (id uuid, brand uuid, ticket uuid, home uuid, kind text, "actorKind" text, "actorId" uuid,
      "actorName" text, data jsonb, reasons text[], now timestamptz)`;
}

function insertFiles(all: readonly IncomingRows[]): RawBuilder<unknown> {
  const rows = all.flatMap(({ message, messageId }) =>
    message.files.map((file, index) => ({ ...file, message: messageId, position: index + 1 })),
  );
  return sql`
    insert into attachment (id, message_id, position, filename, content_type, sniffed_type, size, sha256, content_id,
      inline, origin, warning)
    select gen_random_uuid(), message, position, filename, "contentType", "sniffedType", size, sha256, "contentId",
      inline, origin, warning
    from ${given(rows)} as f (message uuid, position int, filename text, "contentType" text, "sniffedType" text, size int,
      sha256 text, "contentId" text, inline boolean, origin text, warning text)`;
}

function insertProposals(all: readonly IncomingRows[]): RawBuilder<unknown> {
  const rows = all.flatMap(({ message, ticketId, now }) =>
    message.proposals
      .filter((proposal) => proposal.ticketId !== ticketId)
      .map(({ ticketId: other, reason }) => ({ ticket: ticketId, other, reason, now })),
  );
  return sql`
    insert into ticket_proposal (ticket_id, other_id, reason, created_at)
    select ticket, other, reason, now
    from ${given(rows)} as p (ticket uuid, other uuid, reason text, now timestamptz)
    on conflict do nothing`;
}

/** The mail's own id, and those it refers to: a late parent finds its answer by the latter. */
function insertReferences(all: readonly IncomingRows[]): RawBuilder<unknown> {
  const rows = all.flatMap(({ homeTicketId, messageId, message, seen, now }) => {
    const own = message.messageIdHeader === null ? [] : [message.messageIdHeader];
    const row = { brand: message.brandId, ticket: homeTicketId, message: messageId, now };
    return [
      ...own.map((header) => ({ ...row, header, kind: 'own' })),
      ...seen.map((header) => ({ ...row, header, kind: 'seen' })),
    ];
  });
  return sql`
    insert into mail_reference (brand_id, message_id_header, kind, ticket_id, message_id, created_at)
    select brand, header, kind, ticket, message, now
    from ${given(rows)} as r (brand uuid, header text, kind text, ticket uuid, message uuid, now timestamptz)
    on conflict do nothing`;
}
