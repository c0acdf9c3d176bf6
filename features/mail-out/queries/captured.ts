/** Mail kept instead of sent. */
import { sql } from 'kysely';
import type { Desk } from '#features/workspace/index.ts';
import { decodeTimeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { NamedError } from '#platform/named-error.ts';
import { mailContentSchema } from '../content.ts';
import type { Captured } from '../contract.ts';

const columns = [
  'outboundMail.id',
  'outboundMail.envelopeTo',
  'outboundMail.subject',
  'outboundMail.content',
  'outboundMail.kind',
  'outboundMail.rawSize',
  'outboundMail.rawSha256',
  'outboundMail.acceptedAt',
  'ticket.number',
] as const;

type Row = {
  id: string;
  envelopeTo: string[];
  subject: string;
  content: unknown;
  kind: string;
  rawSize: number | null;
  rawSha256: string | null;
  acceptedAt: Date | null;
  number: number | null;
};

function present(row: Row): Captured {
  const content = mailContentSchema.parse(row.content);
  return {
    id: row.id,
    to: row.envelopeTo,
    from: content.from.name ? `${content.from.name} <${content.from.address}>` : content.from.address,
    subject: row.subject,
    at: (row.acceptedAt ?? new Date(0)).toISOString(),
    ticketNumber: row.number,
    // The check constraint of the column has exactly these words.
    kind: row.kind as Captured['kind'],
    size: row.rawSize ?? 0,
  };
}

/** Newest first. `ticket` is a ticket number. */
export async function listCapturedMail(
  desk: Pick<Desk, 'db' | 'brand'>,
  asked: { ticket?: number | undefined; limit: number; cursor?: string | undefined },
): Promise<{ captured: Captured[]; nextCursor: string | null }> {
  let query = desk.db
    .selectFrom('outboundMail')
    .leftJoin('ticket', 'ticket.id', 'outboundMail.ticketId')
    .select(columns)
    .where('outboundMail.captured', '=', true)
    .where('outboundMail.brandId', '=', desk.brand.id)
    .orderBy('outboundMail.acceptedAt', 'desc')
    .orderBy('outboundMail.id', 'desc')
    .limit(asked.limit + 1);
  if (asked.ticket !== undefined) query = query.where('ticket.number', '=', asked.ticket);
  if (asked.cursor !== undefined) {
    const { at, id } = decodeTimeCursor(asked.cursor);
    query = query.where(
      sql<boolean>`(outbound_mail.accepted_at, outbound_mail.id) < (${at}::timestamptz, ${id}::uuid)`,
    );
  }
  const rows = await query.execute();
  const page = rows.slice(0, asked.limit);
  const last = page.at(-1);
  return {
    captured: page.map(present),
    nextCursor:
      rows.length > asked.limit && last?.acceptedAt ? encodeCursor([last.acceptedAt, last.id]) : null,
  };
}

async function readCaptured(
  desk: Pick<Desk, 'db' | 'brand'>,
  id: string,
): Promise<Row & { rawSha256: string }> {
  const row = await desk.db
    .selectFrom('outboundMail')
    .leftJoin('ticket', 'ticket.id', 'outboundMail.ticketId')
    .select(columns)
    .where('outboundMail.id', '=', id)
    .where('outboundMail.brandId', '=', desk.brand.id)
    .where('outboundMail.captured', '=', true)
    .executeTakeFirst();
  if (!row?.rawSha256) throw new NamedError('captured-not-found', 'There is no captured mail with this id.');
  return { ...row, rawSha256: row.rawSha256 };
}

/** The bytes as they would have left. */
export async function capturedBytes(
  desk: Pick<Desk, 'db' | 'brand' | 'files'>,
  id: string,
): Promise<{ bytes: Uint8Array; subject: string }> {
  const row = await readCaptured(desk, id);
  return { bytes: await desk.files.get(row.rawSha256), subject: row.subject };
}

/** One captured mail to read: its header section as it is, and its two bodies. */
export async function showCaptured(
  desk: Pick<Desk, 'db' | 'brand' | 'files'>,
  id: string,
): Promise<Captured & { headers: string; text: string; html: string | null }> {
  const row = await readCaptured(desk, id);
  const raw = Buffer.from(await desk.files.get(row.rawSha256));
  const end = raw.indexOf('\r\n\r\n');
  const content = mailContentSchema.parse(row.content);
  return {
    ...present(row),
    headers: raw.toString('utf8', 0, end < 0 ? raw.length : end).replaceAll('\r\n', '\n'),
    text: content.text,
    html: content.html,
  };
}
