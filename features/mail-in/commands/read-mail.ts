/** Reads one mail of the ledger and gives it its fate; safe to repeat, and never the end of a mail. */
import { type Desk, ourAddresses } from '#features/workspace/index.ts';
import { ParsePoolClosedError } from '#mail/parse-pool.ts';
import { inSharedTransaction } from '#platform/database/shared-transaction.ts';
import { StorageFullError } from '#platform/files/file-store.ts';
import { mailInLimits } from '../limits.ts';
import { takeOver } from '../store/hand-over.ts';
import { type Fate, findLedgerRow, noteAttempt } from '../store/ledger-rows.ts';
import { prepareMail } from './prepare-mail.ts';
import { settleMail } from './settle-mail.ts';
import { weighArrival } from './weigh-arrival.ts';

const readingLine = { name: 'mail-in.read', atOnce: 1, gatherMs: 20 };

/**
 * After some tries that failed for a reason nobody foresaw the mail becomes a ticket with its header and its original
 * only. A full disk or a database that is away are foreseen: then it simply waits, and the job's own tries go on.
 */
export async function readMail(desk: Desk, id: string): Promise<Fate | null> {
  const handed = takeOver(id);
  const row = handed?.row ?? (await findLedgerRow(desk.db, id));
  if (!row || row.state === 'done') return null;
  const plain = row.attempts >= mailInLimits.unexpectedTries;
  try {
    const [prepared, book] = await Promise.all([
      prepareMail(desk, row, plain, handed?.raw),
      ourAddresses(desk),
    ]);
    const weighed = await weighArrival(desk, row, prepared, handed?.raw ?? null);
    return await inSharedTransaction(desk, readingLine, (tx) =>
      settleMail(tx, desk, row, { ...prepared, weighed }, book),
    );
  } catch (error) {
    desk.log.error({ err: error, mail: id }, 'a mail could not be read, it will be tried again');
    if (!isForeseen(error)) await noteAttempt(desk.db, id, String(error));
    throw error;
  }
}

/** SQLSTATE classes of a server that is away, busy or full, and connections that broke (PostgreSQL appendix A). */
const serverTrouble = /^(?:08|53|57|40|55|ECONN|EPIPE|ENOENT$|EAI_|ETIMEDOUT)/;

function isForeseen(error: unknown): boolean {
  if (error instanceof StorageFullError || error instanceof ParsePoolClosedError) return true;
  if (!(error instanceof Error)) return false;
  if ('code' in error) return serverTrouble.test(String(error.code));
  return /Connection terminated|timeout exceeded when trying to connect/.test(error.message);
}
