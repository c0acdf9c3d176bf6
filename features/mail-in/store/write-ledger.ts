/** Writes the ledger: many mails that come at the same time share one commit, so a busy minute costs few flushes. */
import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import { inTransaction, type Tx } from '#platform/database/transaction.ts';
import { addJobs } from '#platform/jobs/job.ts';
import { readMailJob } from '../job-definitions.ts';
import { mailInLimits } from '../limits.ts';

export type LedgerEntry = {
  id: string;
  source: 'smtp' | 'imap' | 'http' | 'import';
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
};

export type Written = { id: string; duplicate: boolean };

type Waiting = { entry: LedgerEntry; resolve(written: Written): void; reject(error: unknown): void };
type Queue = { waiting: Waiting[]; running: boolean };

const queues = new WeakMap<object, Queue>();

/**
 * Resolves when row and job are committed and flushed. A source key that is known answers with the earlier row.
 * Rejects when the database is away or full; then nothing was written.
 */
export function writeLedger(db: Kysely<DB>, entry: LedgerEntry): Promise<Written> {
  const queue = queues.get(db) ?? { waiting: [], running: false };
  queues.set(db, queue);
  return new Promise((resolve, reject) => {
    queue.waiting.push({ entry, resolve, reject });
    if (!queue.running) void work(db, queue);
  });
}

async function work(db: Kysely<DB>, queue: Queue): Promise<void> {
  queue.running = true;
  while (queue.waiting.length > 0) {
    const batch = queue.waiting.splice(0, mailInLimits.ledgerBatch);
    await writeBatch(db, batch);
  }
  queue.running = false;
}

async function writeBatch(db: Kysely<DB>, batch: readonly Waiting[]): Promise<void> {
  try {
    const written = await inTransaction({ db }, (tx) =>
      insert(
        tx,
        batch.map((one) => one.entry),
      ),
    );
    for (const [index, one] of batch.entries()) {
      const row = written[index];
      if (row) one.resolve(row);
      else one.reject(new Error('The ledger lost a row of its batch'));
    }
  } catch (error) {
    if (batch.length === 1 || !isRefusedValue(error)) {
      for (const one of batch) one.reject(error);
      return;
    }
    // One row that the database refuses must not take its neighbours with it.
    for (const one of batch) await writeBatch(db, [one]);
  }
}

/** SQLSTATE classes 22 and 23: a value, not the database, was the trouble. */
function isRefusedValue(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^2[23]/.test(String(error.code));
}

/** In the order of the entries. */
async function insert(tx: Tx, entries: readonly LedgerEntry[]): Promise<Written[]> {
  const fresh = await tx
    .insertInto('inboundMail')
    .values([...entries])
    .onConflict((conflict) => conflict.column('sourceKey').doNothing())
    .returning('id')
    .execute();
  const ids = new Set(fresh.map((row) => row.id));
  for (const backfill of [false, true]) {
    const payloads = entries
      .filter((entry) => ids.has(entry.id) && entry.backfill === backfill)
      .map(({ id }) => ({ id }));
    await addJobs(tx, readMailJob, payloads, backfill ? { priority: 10 } : {});
  }
  if (ids.size === entries.length) return entries.map(({ id }) => ({ id, duplicate: false }));
  const known = await tx
    .selectFrom('inboundMail')
    .select(['id', 'sourceKey'])
    .where(
      'sourceKey',
      'in',
      entries.map((entry) => entry.sourceKey),
    )
    .execute();
  const byKey = new Map(known.map((row) => [row.sourceKey, row.id]));
  return entries.map(({ id, sourceKey }) => ({ id: byKey.get(sourceKey) ?? id, duplicate: !ids.has(id) }));
}
