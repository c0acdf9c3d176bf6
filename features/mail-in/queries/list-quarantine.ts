/** Mail held back, newest first, a page at a time. */
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import type { DB } from '#platform/database/schema.gen.ts';
import { decodeTimeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { type quarantinedSchema, quarantineReasons } from '../contract.ts';

type Quarantined = z.output<typeof quarantinedSchema>;

/** Throws `invalid-request` for a cursor that is not ours. */
export async function listQuarantine(
  db: Kysely<DB>,
  page: { limit: number; cursor?: string | undefined },
): Promise<{ mails: Quarantined[]; nextCursor: string | null }> {
  const after = page.cursor === undefined ? null : decodeTimeCursor(page.cursor);
  const rows = await db
    .selectFrom('inboundMail')
    .select([
      'id',
      'fateReason',
      'fateNote',
      'fromAddress',
      'toAddress',
      'subject',
      'snippet',
      'receivedAt',
      'rawSize',
    ])
    .where('fate', '=', 'quarantine')
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
    mails: shown.map((row) => ({
      id: row.id,
      reason: quarantineReasons.find((reason) => reason === row.fateReason) ?? 'spam',
      note: row.fateNote,
      from: row.fromAddress,
      to: row.toAddress,
      subject: row.subject,
      snippet: row.snippet,
      receivedAt: row.receivedAt.toISOString(),
      size: row.rawSize,
    })),
    nextCursor: last ? encodeCursor([last.receivedAt, last.id]) : null,
  };
}
