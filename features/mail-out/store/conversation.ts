/** What an answer needs to know of its ticket, read in one go. Reads only; these tables are written by tickets. */
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Mailbox } from '../rules/recipients.ts';

const people = z.array(z.object({ name: z.string().catch(''), address: z.string() })).catch([]);

export type TicketFacts = {
  id: string;
  number: number;
  brandId: string;
  subject: string;
  language: string | null;
  requester: Mailbox | null;
  mailbox: { id: string; address: string; name: string; plusAddressing: boolean } | null;
  /** Every address of the brand that mail comes in by. */
  own: string[];
};

/** The ticket with what its answers need; null when there is none. */
export async function readTicket(db: Kysely<DB>, ticketId: string): Promise<TicketFacts | null> {
  const row = await db
    .selectFrom('ticket')
    .leftJoin('person', 'person.id', 'ticket.personId')
    .leftJoin('mailbox', 'mailbox.id', 'ticket.mailboxId')
    .select([
      'ticket.id',
      'ticket.number',
      'ticket.brandId',
      'ticket.subject',
      'ticket.language',
      'ticket.personId',
      'person.name as personName',
      'mailbox.id as mailboxId',
    ])
    .where('ticket.id', '=', ticketId)
    .executeTakeFirst();
  if (!row) return null;
  const mailboxes = await db
    .selectFrom('mailbox')
    .select(['id', 'address', 'name', 'plusAddressing'])
    .where('brandId', '=', row.brandId)
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
  const aliases = await db
    .selectFrom('mailboxAlias')
    .innerJoin('mailbox', 'mailbox.id', 'mailboxAlias.mailboxId')
    .select('mailboxAlias.address')
    .where('mailbox.brandId', '=', row.brandId)
    .execute();
  return {
    id: row.id,
    number: row.number,
    brandId: row.brandId,
    subject: row.subject,
    language: row.language,
    requester: row.personId ? await lastAddressOf(db, ticketId, row.personId, row.personName ?? '') : null,
    mailbox: mailboxes.find((mailbox) => mailbox.id === row.mailboxId) ?? mailboxes[0] ?? null,
    own: [...mailboxes, ...aliases].map((entry) => entry.address),
  };
}

/** The address a person last wrote from on this ticket, else the one we have known longest. */
async function lastAddressOf(
  db: Kysely<DB>,
  ticketId: string,
  personId: string,
  name: string,
): Promise<Mailbox | null> {
  const wrote = await db
    .selectFrom('message')
    .select('authorAddress')
    .where('ticketId', '=', ticketId)
    .where('personId', '=', personId)
    .where('direction', '=', 'in')
    .where('authorAddress', 'is not', null)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (wrote?.authorAddress) return { name, address: wrote.authorAddress };
  const known = await db
    .selectFrom('personAddress')
    .select('shownAddress')
    .where('personId', '=', personId)
    .orderBy('createdAt')
    .limit(1)
    .executeTakeFirst();
  return known ? { name, address: known.shownAddress } : null;
}

/**
 * Addresses nobody vouched for. `homeId` is the ticket the answered message came with: who belongs to that conversation
 * is answered there, also after it was merged into one where they are a stranger.
 */
export async function unverifiedAddresses(
  db: Kysely<DB>,
  ticketId: string,
  homeId: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('ticketParticipant')
    .innerJoin('personAddress', 'personAddress.personId', 'ticketParticipant.personId')
    .select('personAddress.shownAddress')
    .where('ticketParticipant.ticketId', 'in', [ticketId, homeId])
    .where('ticketParticipant.role', '=', 'unverified')
    .where(sql<boolean>`not ${vouchedAtHome(sql.ref('ticket_participant.person_id'), sql`${homeId}::uuid`)}`)
    .execute();
  return rows.map((row) => row.shownAddress);
}

/** Whether a person is no stranger on the ticket their message came with. */
function vouchedAtHome(personId: RawBuilder<unknown>, homeId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`exists (select 1 from ticket_participant h
    where h.ticket_id = ${homeId} and h.person_id = ${personId} and h.role <> 'unverified')`;
}

export type AnsweredFacts = {
  id: string;
  direction: 'in' | 'out';
  author: Mailbox;
  replyTo: Mailbox[];
  to: Mailbox[];
  cc: Mailbox[];
  messageIdHeader: string | null;
  inReplyTo: string | null;
  references: string[];
  text: string;
  html: string | null;
  at: Date;
  rawSha256: string | null;
  /** The ticket it came with; another one than the asked when that was merged in. */
  home: { id: string; number: number; subject: string };
};

/**
 * The message being answered: the one named, else the newest a participant wrote, else the newest we sent.
 * Null when there is none. Messages of machines and of unverified participants are not picked by themselves.
 */
export async function readAnswered(
  db: Kysely<DB>,
  ticketId: string,
  answering: string | null,
  exceptMessage: string | null = null,
): Promise<AnsweredFacts | null> {
  let query = db
    .selectFrom('message')
    .leftJoin('inboundMail', 'inboundMail.id', 'message.inboundMailId')
    .innerJoin('ticket as home', 'home.id', 'message.homeTicketId')
    .selectAll('message')
    .select(['inboundMail.rawSha256', 'home.number as homeNumber', 'home.subject as homeSubject'])
    .where('message.ticketId', '=', ticketId)
    .where('message.direction', 'in', ['in', 'out'])
    .where('message.kind', '!=', 'note')
    .limit(1);
  if (exceptMessage !== null) query = query.where('message.id', '!=', exceptMessage);
  if (answering !== null) {
    query = query.where('message.id', '=', answering);
  } else {
    query = query
      .where('message.automatic', '=', false)
      .where('message.kind', '=', 'message')
      .where(
        sql<boolean>`(not exists (select 1 from ticket_participant p where p.ticket_id = message.ticket_id
          and p.person_id = message.person_id and p.role = 'unverified')
          or ${vouchedAtHome(sql.ref('message.person_id'), sql.ref('message.home_ticket_id'))})`,
      )
      .orderBy(sql`message.direction = 'in'`, 'desc')
      .orderBy('message.at', 'desc')
      .orderBy('message.id', 'desc');
  }
  const row = await query.executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    direction: row.direction === 'in' ? 'in' : 'out',
    author: { name: row.authorName, address: row.authorAddress ?? '' },
    replyTo: people.parse(row.replyToList),
    to: people.parse(row.toList),
    cc: people.parse(row.ccList),
    messageIdHeader: row.messageIdHeader,
    inReplyTo: row.inReplyTo,
    references: row.refs,
    text: row.text,
    html: row.html,
    at: row.at,
    rawSha256: row.rawSha256,
    home: { id: row.homeTicketId, number: row.homeNumber, subject: row.homeSubject },
  };
}

/**
 * Message-IDs of the public messages that came with ticket `homeId`, oldest first: a customer's thread names no mail of
 * another customer. A chain needs the ends only; the newest 200 hold them.
 */
export async function readThreadIds(
  db: Kysely<DB>,
  ticketId: string,
  homeId: string,
  except: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('message')
    .select('messageIdHeader')
    .where('ticketId', '=', ticketId)
    .where('homeTicketId', '=', homeId)
    .where('direction', 'in', ['in', 'out'])
    .where('messageIdHeader', 'is not', null)
    .where('id', '!=', except)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => row.messageIdHeader ?? '').reverse();
}

/** True when a customer wrote on the ticket: then what we send is a reply. */
export async function hasIncoming(db: Kysely<DB>, ticketId: string): Promise<boolean> {
  const row = await db
    .selectFrom('message')
    .select('id')
    .where('ticketId', '=', ticketId)
    .where('direction', '=', 'in')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Inline pictures of a message, for quoting it whole. */
export async function readInlineFiles(
  db: Kysely<DB>,
  messageId: string,
  limit: number,
): Promise<{ sha256: string; filename: string; contentType: string; contentId: string }[]> {
  const rows = await db
    .selectFrom('attachment')
    .select(['sha256', 'filename', 'contentType', 'contentId'])
    .where('messageId', '=', messageId)
    .where('contentId', 'is not', null)
    .where('contentType', 'like', 'image/%')
    .orderBy('position')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, contentId: row.contentId ?? '' }));
}
