/** Mail held back: newest first, a page at a time, and one of them to read. */
import type { Kysely, Selectable } from 'kysely';
import type { z } from 'zod';
import { spamVerdictSchema } from '#features/spam/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { parseInPool } from '#mail/parse-pool.ts';
import type { DB } from '#platform/database/schema.gen.ts';
import { decodeTimeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { NamedError } from '#platform/named-error.ts';
import type { getQuarantined, quarantinedSchema } from '../contract.ts';
import { mailInLimits } from '../limits.ts';
import { expiryOf, type Keeping } from '../rules/expiry.ts';
import { isQuarantineReason, type QuarantineReason } from '../rules/quarantine-reasons.ts';
import { readKeeping } from '../store/keeping.ts';

type Quarantined = z.output<typeof quarantinedSchema>;

const columns = [
  'id',
  'fateReason',
  'fateNote',
  'fromAddress',
  'toAddress',
  'subject',
  'snippet',
  'receivedAt',
  'rawSize',
  'wholeSize',
  'doneAt',
  'expiryToldAt',
] as const;
type Row = Pick<Selectable<DB['inboundMail']>, (typeof columns)[number]>;

/** Throws `invalid-request` for a cursor that is not ours. */
export async function listQuarantine(
  db: Kysely<DB>,
  page: { limit: number; cursor?: string | undefined; reason?: QuarantineReason | undefined },
): Promise<{ mails: Quarantined[]; nextCursor: string | null }> {
  const after = page.cursor === undefined ? null : decodeTimeCursor(page.cursor);
  const keeping = await readKeeping(db);
  const rows = await db
    .selectFrom('inboundMail')
    .select(columns)
    .where('fate', '=', 'quarantine')
    .where('removedAt', 'is', null)
    .$if(page.reason !== undefined, (query) => query.where('fateReason', '=', page.reason ?? ''))
    .$if(after !== null, (query) =>
      query.where((where) =>
        where(
          where.refTuple('receivedAt', 'id'),
          '<',
          where.tuple(after?.at ?? new Date(0), after?.id ?? ''),
        ),
      ),
    )
    .orderBy('receivedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute();
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return {
    mails: shown.map((row) => present(row, keeping)),
    nextCursor: last ? encodeCursor([last.receivedAt, last.id]) : null,
  };
}

function present(row: Row, keeping: Keeping): Quarantined {
  const reason = isQuarantineReason(row.fateReason) ? row.fateReason : 'spam';
  return {
    id: row.id,
    reason,
    note: row.fateNote,
    from: row.fromAddress,
    to: row.toAddress,
    subject: row.subject,
    snippet: row.snippet,
    receivedAt: row.receivedAt.toISOString(),
    size: row.wholeSize ?? row.rawSize,
    expiresAt: expiryOf(row.doneAt ?? row.receivedAt, keeping[reason], row.expiryToldAt).toISOString(),
    leavesSoon: row.expiryToldAt !== null,
  };
}

/** Reads it from its bytes, in the pool. Throws `quarantined-not-found`, also for a mail that was let in meanwhile. */
export async function showQuarantined(
  desk: Pick<Desk, 'db' | 'files'>,
  id: string,
): Promise<z.output<(typeof getQuarantined)['reply']>> {
  const row = await desk.db
    .selectFrom('inboundMail')
    .select([...columns, 'rawSha256', 'fate', 'removedAt', 'spamVerdict'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row?.fate !== 'quarantine' || row.removedAt !== null)
    throw new NamedError(
      'quarantined-not-found',
      row?.fateReason === 'released'
        ? 'Somebody let this mail in; it is a ticket now.'
        : 'The address may be wrong, or the mail became a ticket when it came.',
    );
  const raw = Buffer.from(await desk.files.get(row.rawSha256));
  const end = /\r?\n\r?\n/.exec(raw.toString('latin1', 0, mailInLimits.shownHeaderBytes))?.index;
  const mail = await parseInPool(raw);
  return {
    ...present(row, await readKeeping(desk.db)),
    headers: raw.toString('utf8', 0, end ?? mailInLimits.shownHeaderBytes).replaceAll('\r\n', '\n'),
    text: mail.text.slice(0, mailInLimits.shownTextCharacters).toWellFormed(),
    files: mail.attachments.map(({ filename, size }, index) => ({
      filename: filename ?? `file-${index + 1}`,
      size,
    })),
    verdict: row.spamVerdict === null ? null : spamVerdictSchema.parse(row.spamVerdict),
  };
}
