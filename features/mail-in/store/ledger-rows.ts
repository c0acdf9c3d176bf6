/** Rows of the ledger: read one, find its doubles, write its fate. */

import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';
import type { SenderAuth } from '#mail/sender-auth.ts';
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
  ticketId: string | null;
  messageId: string | null;
  /** Tries that failed for a reason nobody foresaw. */
  attempts: number;
  /** What was found out about the sender when it was read first (`stored-auth.ts`); null before. */
  auth: unknown;
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
  'ticketId',
  'messageId',
  'attempts',
  'auth',
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

/** State of this row now, and earlier mails with its Message-ID. Call it under `lockReferences` with that id. */
export async function stateAndDoubles(
  tx: Tx,
  id: string,
  messageIdHeader: string,
): Promise<{ state: string | null; doubles: Double[] }> {
  const { rows } = await sql<{
    id: string;
    state: string;
    fromAddress: string;
    bodySha256: string | null;
    subject: string;
    mailDate: Date | null;
    ticketId: string | null;
    messageId: string | null;
  }>`/* keep plan */
    select id, state, from_address, body_sha256, subject, mail_date, ticket_id, message_id
      from inbound_mail where id = ${id}
    union all
    (select id, state, from_address, body_sha256, subject, mail_date, ticket_id, message_id
      from inbound_mail
      where message_id_header = ${messageIdHeader} and id <> ${id} and state = 'done' and fate <> 'duplicate'
      order by received_at limit ${mostDoubles})`.execute(tx);
  const own = rows.find((row) => row.id === id);
  return {
    state: own?.state ?? null,
    doubles: rows
      .filter((row) => row.id !== id)
      .map((row) => ({
        id: row.id,
        ticketId: row.ticketId,
        messageId: row.messageId,
        from: row.fromAddress,
        bodySha256: row.bodySha256 ?? '',
        subject: row.subject,
        date: row.mailDate?.toISOString() ?? null,
      })),
  };
}

/** How many tickets this sender opened since then, counting no further than `most`; old mail does not count. */
export async function countOpened(tx: Tx, sender: string, since: Date, most: number): Promise<number> {
  const { rows } = await sql`/* keep plan */
    select id from inbound_mail
    where from_address = ${sender} and received_at > ${since} and fate_reason = 'new' and not backfill
    limit ${most}`.execute(tx);
  return rows.length;
}

export type HeaderFacts = {
  messageIdHeader: string;
  mark: MailMark;
  to: string;
  snippet: string;
  auth: SenderAuth;
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
  | { fate: 'quarantine'; reason: string; note: string };

/** Writes the one fate of a mail and what lists show of it. */
export async function writeFate(
  tx: Tx,
  id: string,
  fate: Fate,
  facts: HeaderFacts,
  doneAt: Date,
): Promise<void> {
  await tx
    .updateTable('inboundMail')
    .set({
      state: 'done',
      fate: fate.fate,
      fateReason: fate.reason,
      fateNote: fate.note,
      ticketId: fate.fate === 'quarantine' ? null : fate.ticketId,
      messageId: fate.fate === 'quarantine' ? null : fate.messageId,
      duplicateOf: fate.fate === 'duplicate' ? fate.duplicateOf : null,
      messageIdHeader: facts.messageIdHeader,
      bodySha256: facts.mark.bodySha256,
      mailDate: facts.mark.date,
      fromAddress: facts.mark.from,
      toAddress: facts.to,
      subject: facts.mark.subject,
      snippet: facts.snippet,
      auth: JSON.stringify(facts.auth),
      doneAt,
    })
    .where('id', '=', id)
    .execute();
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
