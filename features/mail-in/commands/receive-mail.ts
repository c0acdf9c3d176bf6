/** Every way in ends here: the raw bytes in the files, the row and its job in the ledger, both flushed. */
import type { Desk } from '#features/workspace/index.ts';
import { newId } from '#platform/ids.ts';
import type { FilledForm } from '../filled-form.ts';
import { mailInLimits } from '../limits.ts';
import { handOver } from '../store/hand-over.ts';
import { noteLastMail } from '../store/last-mail.ts';
import type { LedgerRow } from '../store/ledger-rows.ts';
import { type LedgerEntry, writeLedger } from '../store/write-ledger.ts';

export type Delivery = {
  source: 'smtp' | 'imap' | 'http' | 'import' | 'form';
  /**
   * Tells a second delivery of the same mail: `imap:<mailbox>:<account>:<folder>:<validity>:<uid>`, for HTTP and import made
   * from the content, and for a form its number. Null for SMTP, where every delivery is its own; doubles are found when they are read.
   */
  sourceKey: string | ((sha256: string) => string) | null;
  mailboxId: string | null;
  /** '' is the null return path, null when there is no envelope. */
  envelopeFrom: string | null;
  envelopeTo: readonly string[];
  remoteAddress: string | null;
  helo: string | null;
  tls: boolean;
  /** True for back-fill and import: mail people just sent is read first. */
  background: boolean;
  /** Only the header came, because the whole has this many bytes, more than the desk takes. */
  wholeSize?: number;
  /** What the fields held, for mail that is made of a contact form. */
  form?: FilledForm;
};

export type Received = {
  /** The ledger row; of the first delivery when this one was a repetition. */
  id: string;
  duplicate: boolean;
  size: number;
};

/**
 * Keeps one mail for good; when this returns, 250 may be said. Throws StorageFullError when the files are full and the
 * database's error when it is away; then the sender still has the mail and nothing is promised.
 */
export async function receiveMail(
  desk: Pick<Desk, 'db' | 'files' | 'clock' | 'log'>,
  delivery: Delivery,
  content: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<Received> {
  const stored = await desk.files.put(content);
  const { sourceKey } = delivery;
  const id = newId();
  const receivedAt = desk.clock.now();
  const entry: LedgerEntry = {
    id,
    source: delivery.source,
    sourceKey:
      typeof sourceKey === 'function' ? sourceKey(stored.sha256) : (sourceKey ?? `${delivery.source}:${id}`),
    mailboxId: delivery.mailboxId,
    envelopeFrom: delivery.envelopeFrom === null ? null : clean(delivery.envelopeFrom),
    envelopeTo: delivery.envelopeTo.slice(0, mailInLimits.envelopeRecipients).map(clean),
    remoteAddress: delivery.remoteAddress,
    helo: delivery.helo === null ? null : clean(delivery.helo),
    tls: delivery.tls,
    rawSha256: stored.sha256,
    rawSize: stored.size,
    receivedAt,
    wholeSize: delivery.wholeSize ?? null,
    backfill: delivery.background,
    form: delivery.form ?? null,
  };
  const written = await writeLedger(desk.db, entry);
  if (!written.duplicate) await noteArrival(desk, delivery, receivedAt);
  if (content instanceof Uint8Array && !written.duplicate) handOver({ row: unread(entry), raw: content });
  return { ...written, size: stored.size };
}

/** The row as it stands until somebody has read the mail. */
function unread(entry: LedgerEntry): LedgerRow {
  const { sourceKey, tls, ...kept } = entry;
  return {
    ...kept,
    state: 'received',
    fate: null,
    fateReason: null,
    removedAt: null,
    ticketId: null,
    messageId: null,
    attempts: 0,
    auth: null,
  };
}

/** Says beside the mailbox that mail reached it. The mail is kept already: a failure here is told to the log alone. */
async function noteArrival(desk: Pick<Desk, 'db' | 'log'>, delivery: Delivery, at: Date): Promise<void> {
  const { source, mailboxId } = delivery;
  // Imported mail arrived long ago, and what IMAP brings is noted with the health of the connection.
  if (mailboxId === null || source === 'import' || source === 'imap') return;
  try {
    await noteLastMail(desk.db, mailboxId, at);
  } catch (err) {
    desk.log.warn({ err, mailbox: mailboxId }, 'could not note that a mailbox got mail');
  }
}

/** What the database takes: no NUL, no lone surrogates, no endless text. */
function clean(text: string): string {
  return text.replaceAll('\0', '').toWellFormed().slice(0, mailInLimits.listCharacters);
}
