/** Since when mail waits to be read, by the way it came. */
import { type Kysely, sql } from 'kysely';
import { wayOfMailbox } from '#features/mail-health/index.ts';
import type { DB } from '#platform/database/schema.gen.ts';

/** Way -> when its oldest unread mail came. Old mail that came at once may wait for long. */
export async function oldestUnread(db: Kysely<DB>): Promise<Map<string, Date>> {
  const rows = await db
    .selectFrom('inboundMail')
    // A form comes by the web server, too.
    .select([
      sql<string>`case source when 'form' then 'http' else source end`.as('source'),
      sql<string | null>`case when source = 'imap' then mailbox_id end`.as('mailboxId'),
    ])
    .select(sql<Date>`min(received_at)`.as('oldest'))
    .where('state', '=', 'received')
    .where('backfill', '=', false)
    .where('source', '!=', 'import')
    .groupBy([sql`1`, sql`2`])
    .execute();
  return new Map(
    rows.map((row) => [row.mailboxId === null ? row.source : wayOfMailbox(row.mailboxId), row.oldest]),
  );
}
