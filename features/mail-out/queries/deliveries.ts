import type { Kysely } from 'kysely';
import type { Delivery } from '#features/tickets/index.ts';
import type { DB } from '#platform/database/schema.gen.ts';

/** How far the mails of these messages got, by message id. Messages that never were mail are absent. */
export async function readDeliveries(
  db: Kysely<DB>,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, Delivery>> {
  const found = new Map<string, Delivery>();
  if (messageIds.length === 0) return found;
  const rows = await db
    .selectFrom('outboundMail')
    .select(['messageId', 'state', 'scheduled', 'lastError', 'dueAt', 'acceptedAt', 'captured'])
    .where('messageId', 'in', [...messageIds])
    .execute();
  for (const row of rows) {
    if (row.messageId === null) continue;
    found.set(row.messageId, {
      // The check constraint of `state` has exactly these words, without `scheduled`.
      state: row.state === 'queued' && row.scheduled ? 'scheduled' : (row.state as Delivery['state']),
      reason: row.lastError,
      dueAt: row.state === 'queued' ? row.dueAt : null,
      at: row.acceptedAt,
      captured: row.captured,
      retryable: row.state === 'failed' || row.state === 'unknown',
    });
  }
  return found;
}
