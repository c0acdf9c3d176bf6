/** Writes the ledger: one row for a mail, and the job that reads it. */
import { type Kysely, sql } from 'kysely';
import { askTogether } from '#platform/database/ask-together.ts';
import { jsonRows } from '#platform/database/json-rows.ts';
import type { DB } from '#platform/database/schema.gen.ts';
import { inSharedTransaction } from '#platform/database/shared-transaction.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { addJob, jobPriority } from '#platform/jobs/job.ts';
import type { FilledForm } from '../filled-form.ts';
import { readMailJob } from '../job-definitions.ts';

export type LedgerEntry = {
  id: string;
  source: 'smtp' | 'imap' | 'http' | 'import' | 'form';
  sourceKey: string;
  mailboxId: string | null;
  envelopeFrom: string | null;
  envelopeTo: string[];
  remoteAddress: string | null;
  helo: string | null;
  tls: boolean;
  rawSha256: string;
  rawSize: number;
  receivedAt: Date;
  /** Size of a mail of which only the header is kept; null otherwise. */
  wholeSize: number | null;
  /** Old mail (back-fill, import): waits behind mail that people just sent. */
  backfill: boolean;
  /** What the contact form held that the mail was made of; null for every other mail. */
  form: FilledForm | null;
};

export type Written = { id: string; duplicate: boolean };

/** Mails that come at the same time share one commit, so a busy minute costs few flushes. */
const receivingLine = { name: 'mail-in.receive', atOnce: 1 };

/**
 * Resolves when row and job are committed and flushed. A source key that is known answers with the earlier row.
 * Rejects when the database is away, full, or refuses the row; then nothing of it was written.
 */
export function writeLedger(db: Kysely<DB>, entry: LedgerEntry): Promise<Written> {
  return inSharedTransaction({ db }, receivingLine, (tx) => insert(tx, entry));
}

async function insert(tx: Tx, entry: LedgerEntry): Promise<Written> {
  const fresh = await askTogether(tx, insertRows, entry);
  if (fresh) {
    await addJob(tx, readMailJob, { id: entry.id }, entry.backfill ? { priority: jobPriority.courtesy } : {});
    return { id: entry.id, duplicate: false };
  }
  const known = await tx
    .selectFrom('inboundMail')
    .select('id')
    .where('sourceKey', '=', entry.sourceKey)
    .executeTakeFirstOrThrow();
  return { id: known.id, duplicate: true };
}

/** False for those whose source key is known. */
async function insertRows(tx: Tx, entries: readonly LedgerEntry[]): Promise<boolean[]> {
  const { rows } = await sql<{ id: string }>`/* keep plan */
    insert into inbound_mail (id, source, source_key, mailbox_id, envelope_from, envelope_to, remote_address, helo, tls,
      raw_sha256, raw_size, received_at, whole_size, backfill, form)
    select id, source, "sourceKey", "mailboxId", "envelopeFrom", "envelopeTo", "remoteAddress", helo, tls, "rawSha256",
      "rawSize", "receivedAt", "wholeSize", backfill, form
    from json_to_recordset(${jsonRows(entries)}::json) as e (id uuid, source text, "sourceKey" text,
      "mailboxId" uuid, "envelopeFrom" text, "envelopeTo" text[], "remoteAddress" text, helo text, tls boolean,
      "rawSha256" text, "rawSize" int, "receivedAt" timestamptz, "wholeSize" bigint, backfill boolean, form jsonb)
    on conflict (source_key) do nothing
    returning id`.execute(tx);
  const written = new Set(rows.map((row) => row.id));
  return entries.map((entry) => written.has(entry.id));
}
