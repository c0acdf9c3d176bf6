/** Rows of the ledger: read one, find its doubles, write its fate. */

import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';
import type { SpamVerdict } from '#features/spam/index.ts';
import type { SenderAuth } from '#mail/sender-auth.ts';
import { askTogether } from '#platform/database/ask-together.ts';
import { jsonRows } from '#platform/database/json-rows.ts';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { mailInLimits } from '../limits.ts';
import type { MailMark } from '../rules/same-mail.ts';

export type LedgerRow = {
  id: string;
  source: string;
  mailboxId: string | null;
  envelopeFrom: string | null;
  envelopeTo: string[];
  /** Network address of whoever handed it in; null when it was fetched or imported. */
  remoteAddress: string | null;
  helo: string | null;
  rawSha256: string;
  rawSize: number;
  /** Size of a mail of which only the header is kept. */
  wholeSize: number | null;
  /** Old mail that came in at once. */
  backfill: boolean;
  receivedAt: Date;
  state: string;
  fate: string | null;
  fateReason: string | null;
  /** When its bytes were removed; what became of it stays written. */
  removedAt: Date | null;
  ticketId: string | null;
  messageId: string | null;
  /** Tries that failed for a reason nobody foresaw. */
  attempts: number;
  /** What was found out about the sender when it was read first (`stored-auth.ts`); null before. */
  auth: unknown;
  /** What the contact form held (`filled-form.ts`); null for mail that came another way. */
  form: unknown;
};

const columns = [
  'id',
  'source',
  'mailboxId',
  'envelopeFrom',
  'envelopeTo',
  'remoteAddress',
  'helo',
  'rawSha256',
  'rawSize',
  'wholeSize',
  'backfill',
  'receivedAt',
  'state',
  'fate',
  'fateReason',
  'removedAt',
  'ticketId',
  'messageId',
  'attempts',
  'auth',
  'form',
] as const;

/** One row, or null. */
export async function findLedgerRow(db: Kysely<DB> | Transaction<DB>, id: string): Promise<LedgerRow | null> {
  const row = await db.selectFrom('inboundMail').select(columns).where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

/** The row, held until the transaction ends, or null. */
export async function lockLedgerRow(tx: Tx, id: string): Promise<LedgerRow | null> {
  const row = await tx
    .selectFrom('inboundMail')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export type Double = MailMark & { id: string; ticketId: string | null; messageId: string | null };

/** How many mails with one Message-ID are compared: programs that repeat their ids send thousands. */
const mostDoubles = 50;

export type Standing = { state: string | null; doubles: Double[] };

/** State of this row now, and earlier mails with its Message-ID. Call it under `lockReferences` with that id. */
export function stateAndDoubles(tx: Tx, id: string, messageIdHeader: string): Promise<Standing> {
  return askTogether(tx, standings, { id, messageIdHeader });
}

type FoundRow = {
  asked: string;
  id: string;
  state: string;
  fromAddress: string;
  bodySha256: string | null;
  subject: string;
  mailDate: Date | null;
  ticketId: string | null;
  messageId: string | null;
};

async function standings(
  tx: Tx,
  mails: readonly { id: string; messageIdHeader: string }[],
): Promise<Standing[]> {
  const { rows } = await sql<FoundRow>`/* keep plan */
    select asked.id as asked, found.*
    from unnest(${mails.map((mail) => mail.id)}::uuid[], ${mails.map((mail) => mail.messageIdHeader)}::text[])
      as asked (id, header),
    lateral (
      select id, state, from_address, body_sha256, subject, mail_date, ticket_id, message_id
        from inbound_mail where id = asked.id
      union all
      (select id, state, from_address, body_sha256, subject, mail_date, ticket_id, message_id
        from inbound_mail
        where message_id_header = asked.header and id <> asked.id and state = 'done' and fate <> 'duplicate'
        order by received_at limit ${mostDoubles})
    ) as found`.execute(tx);
  return mails.map(({ id }) => {
    const found = rows.filter((row) => row.asked === id);
    return {
      state: found.find((row) => row.id === id)?.state ?? null,
      doubles: found.filter((row) => row.id !== id).map(toDouble),
    };
  });
}

function toDouble(row: FoundRow): Double {
  const { id, ticketId, messageId, subject } = row;
  const date = row.mailDate?.toISOString() ?? null;
  return { id, ticketId, messageId, from: row.fromAddress, bodySha256: row.bodySha256 ?? '', subject, date };
}

/** How often tickets were opened: by one sender, and by the very same words whoever sent them. */
export type Opened = { bySender: number; bySameWords: number };

type OpenedBy = { sender: string; bodySha256: string; since: Date; most: Opened };

/** Tickets opened since then, counting no further than `most`; old mail does not count. */
export function countOpened(tx: Tx, of: OpenedBy): Promise<Opened> {
  return askTogether(tx, opened, of);
}

async function opened(tx: Tx, asked: readonly OpenedBy[]): Promise<Opened[]> {
  const { rows } = await sql<Opened>`/* keep plan */
    select
      (select count(*)::int from (
        select from inbound_mail
        where from_address = asked.sender and received_at > asked.since and fate_reason = 'new' and not backfill
        limit asked.most_by_sender
      ) as mails) as "bySender",
      (select count(*)::int from (
        select from inbound_mail
        where body_sha256 = asked.body and received_at > asked.since and fate_reason = 'new' and not backfill
        limit asked.most_by_words
      ) as mails) as "bySameWords"
    from unnest(${asked.map((one) => one.sender)}::text[], ${asked.map((one) => one.bodySha256)}::text[],
      ${asked.map((one) => one.since)}::timestamptz[], ${asked.map((one) => one.most.bySender)}::int[],
      ${asked.map((one) => one.most.bySameWords)}::int[])
      with ordinality as asked (sender, body, since, most_by_sender, most_by_words, position)
    order by position`.execute(tx);
  return rows;
}

export type HeaderFacts = {
  messageIdHeader: string;
  mark: MailMark;
  to: string;
  snippet: string;
  auth: SenderAuth;
  /** What a filter found out; null when none was asked. */
  spamVerdict: SpamVerdict | null;
};

export type Fate =
  | { fate: 'ticket'; ticketId: string; messageId: string; reason: string; note: string }
  | {
      fate: 'duplicate';
      duplicateOf: string;
      ticketId: string | null;
      messageId: string | null;
      reason: string;
      note: string;
    }
  | { fate: 'quarantine' | 'canary'; reason: string; note: string };

/** Writes the one fate of a mail and what lists show of it. */
export async function writeFate(
  tx: Tx,
  id: string,
  fate: Fate,
  facts: HeaderFacts,
  doneAt: Date,
): Promise<void> {
  await askTogether(tx, writeFates, { id, fate, facts, doneAt });
}

async function writeFates(
  tx: Tx,
  settled: readonly { id: string; fate: Fate; facts: HeaderFacts; doneAt: Date }[],
): Promise<null[]> {
  const rows = settled.map(({ id, fate, facts, doneAt }) => ({
    id,
    fate: fate.fate,
    reason: fate.reason,
    note: fate.note,
    ticket: 'ticketId' in fate ? fate.ticketId : null,
    message: 'ticketId' in fate ? fate.messageId : null,
    double: fate.fate === 'duplicate' ? fate.duplicateOf : null,
    header: facts.messageIdHeader,
    body: facts.mark.bodySha256,
    date: facts.mark.date,
    sender: facts.mark.from,
    recipient: facts.to,
    subject: facts.mark.subject,
    snippet: facts.snippet,
    auth: facts.auth,
    spam: facts.spamVerdict,
    done: doneAt,
  }));
  await sql`/* keep plan */
    update inbound_mail set state = 'done', fate = w.fate, fate_reason = w.reason, fate_note = w.note,
      ticket_id = w.ticket, message_id = w.message, duplicate_of = w.double, message_id_header = w.header,
      body_sha256 = w.body, mail_date = w.date, from_address = w.sender, to_address = w.recipient,
      subject = w.subject, snippet = w.snippet, auth = w.auth,
      spam_verdict = w.spam, done_at = w.done
    from json_to_recordset(${jsonRows(rows)}::json) as w (id uuid, fate text, reason text, note text,
      ticket uuid, message uuid, double uuid, header text, body text, date timestamptz, sender text,
      recipient text, subject text, snippet text, auth jsonb, spam jsonb, done timestamptz)
    where inbound_mail.id = w.id`.execute(tx);
  return settled.map(() => null);
}

/** Remembers why a try failed, for the ledger's screen. */
export async function noteAttempt(db: Kysely<DB>, id: string, error: string): Promise<void> {
  await db
    .updateTable('inboundMail')
    .set((set) => ({
      attempts: set('attempts', '+', 1),
      lastError: error.slice(0, mailInLimits.listCharacters),
    }))
    .where('id', '=', id)
    .execute();
}

/** Mails that wait although nothing is about to read them. */
export async function findForgotten(db: Kysely<DB>, before: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('inboundMail')
    .select('id')
    .where('state', '=', 'received')
    .where('receivedAt', '<', before)
    .orderBy('receivedAt')
    .limit(1000)
    .execute();
  return rows.map((row) => row.id);
}

/** SHA-256 of the raw bytes of a row; null when there is none. */
export async function findRawHash(db: Kysely<DB>, id: string): Promise<string | null> {
  const row = await db.selectFrom('inboundMail').select('rawSha256').where('id', '=', id).executeTakeFirst();
  return row?.rawSha256 ?? null;
}

/** Source key -> bytes that its mail has, for those that are in the ledger. */
export async function ledgerSizes(db: Kysely<DB>, keys: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('inboundMail')
    .select(['sourceKey', sql<number>`coalesce(whole_size, raw_size)::float8`.as('size')])
    .where(sql<boolean>`source_key = any(${[...keys]}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.sourceKey, row.size]));
}
