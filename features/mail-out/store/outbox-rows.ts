/** The table `outbound_mail`: every change of state is one conditional update, so racing processes cannot both win. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { type MailContent, type MailKind, mailContentSchema } from '../content.ts';

export type NewOutboxRow = {
  id: string;
  brandId: string;
  mailboxId: string | null;
  ticketId: string | null;
  messageId: string | null;
  kind: MailKind;
  messageIdHeader: string;
  envelopeFrom: string;
  envelopeTo: string[];
  subject: string;
  content: MailContent;
  dueAt: Date;
  scheduled: boolean;
  createdAt: Date;
};

export type OutboxRow = NewOutboxRow & {
  state: string;
  attempts: number;
  sendingJob: string | null;
  dataBeganAt: Date | null;
};

export async function insertRow(tx: Tx, row: NewOutboxRow): Promise<void> {
  await tx
    .insertInto('outboundMail')
    .values({ ...row, content: JSON.stringify(row.content) })
    .execute();
}

/** The row, locked until the transaction ends; null when there is none. */
export async function lockRow(tx: Tx, id: string): Promise<OutboxRow | null> {
  const row = await tx
    .selectFrom('outboundMail')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  // `kind` has a check constraint with exactly these words.
  return row ? { ...row, kind: row.kind as MailKind, content: mailContentSchema.parse(row.content) } : null;
}

/** The row of a message, locked; null when the message never was mail. */
export async function lockRowOfMessage(
  tx: Tx,
  messageId: string,
): Promise<{
  id: string;
  state: string;
  ticketId: string | null;
  brandId: string;
  kind: string;
  envelopeTo: string[];
} | null> {
  const row = await tx
    .selectFrom('outboundMail')
    .select(['id', 'state', 'ticketId', 'brandId', 'kind', 'envelopeTo'])
    .where('messageId', '=', messageId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Ticket of a mail, without a lock; null when there is none. */
export async function ticketOfMail(
  tx: Tx,
  of: { messageId: string } | { messageIdHeader: string },
): Promise<string | null> {
  const query = tx.selectFrom('outboundMail').select('ticketId');
  const row = await ('messageId' in of
    ? query.where('messageId', '=', of.messageId)
    : query.where('messageIdHeader', '=', of.messageIdHeader)
  ).executeTakeFirst();
  return row?.ticketId ?? null;
}

/** What a report needs to know of the mail it is about. */
export const returnedColumns = [
  'id',
  'brandId',
  'ticketId',
  'messageId',
  'kind',
  'state',
  'envelopeTo',
] as const;
export type ReturnedRow = Pick<
  OutboxRow,
  'id' | 'brandId' | 'ticketId' | 'messageId' | 'state' | 'envelopeTo'
> & {
  kind: string;
};

/** The row of a Message-ID of ours, locked; null when we never made it. */
export async function lockRowByMessageId(
  tx: Tx,
  brandId: string,
  messageIdHeader: string,
): Promise<ReturnedRow | null> {
  const row = await tx
    .selectFrom('outboundMail')
    .select(returnedColumns)
    .where('brandId', '=', brandId)
    .where('messageIdHeader', '=', messageIdHeader)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** queued -> sending. The caller holds the lock. */
export async function markSending(tx: Tx, id: string, job: string, at: Date): Promise<void> {
  await tx
    .updateTable('outboundMail')
    .set({
      state: 'sending',
      sendingSince: at,
      sendingJob: job,
      dataBeganAt: null,
      attempts: sql`attempts + 1`,
    })
    .where('id', '=', id)
    .execute();
}

/** Committed before the first byte of content leaves. Throws when the row is no longer ours to send. */
export async function markContentBegan(db: Kysely<DB>, id: string, job: string, at: Date): Promise<void> {
  const result = await db
    .updateTable('outboundMail')
    .set({ dataBeganAt: at })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .where('sendingJob', '=', job)
    .executeTakeFirst();
  if (result.numUpdatedRows !== 1n) throw new Error('Somebody else took this mail over; nothing was sent.');
}

export type Settled = {
  state: 'accepted' | 'queued' | 'failed' | 'unknown' | 'cancelled';
  lastError: string | null;
  replyCode: number | null;
  dueAt?: Date;
  acceptedAt?: Date;
  captured?: boolean;
  rawSha256?: string;
  rawSize?: number;
};

/** Ends a try. Only the job that holds the row may; false when it no longer does. */
export async function settle(tx: Tx, id: string, job: string, to: Settled): Promise<boolean> {
  const result = await tx
    .updateTable('outboundMail')
    .set({ ...to, sendingSince: null, sendingJob: null })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .where('sendingJob', '=', job)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Moves a row the caller has locked to a new state outside of a try: cancelled, queued once more, moved in time. */
export async function changeRow(
  tx: Tx,
  id: string,
  set: {
    state?: 'queued' | 'cancelled' | 'failed' | 'accepted';
    dueAt?: Date;
    scheduled?: boolean;
    lastError?: string | null;
    attempts?: number;
  },
): Promise<void> {
  await tx
    .updateTable('outboundMail')
    .set({
      ...set,
      ...(set.state === undefined ? {} : { sendingSince: null, sendingJob: null, dataBeganAt: null }),
    })
    .where('id', '=', id)
    .execute();
}

/** Cancels everything that waits or was being handed over when a process died, with the reason shown on its message. */
export async function cancelWaitingMail(db: Kysely<DB>, reason: string): Promise<void> {
  await db
    .updateTable('outboundMail')
    .set({ state: 'cancelled', lastError: reason, sendingSince: null, sendingJob: null })
    .where('state', 'in', ['queued', 'sending'])
    .execute();
}
