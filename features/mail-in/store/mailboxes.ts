/** What receiving asks of mailboxes beside their addresses. */
import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';

/** The mailbox with this secret's hash, or null. */
export async function findMailboxBySecret(db: Kysely<DB>, hash: string): Promise<string | null> {
  const row = await db
    .selectFrom('mailbox')
    .select('id')
    .where('inboundSecretHash', '=', hash)
    .executeTakeFirst();
  return row?.id ?? null;
}
