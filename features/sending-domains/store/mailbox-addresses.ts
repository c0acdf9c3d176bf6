/** The addresses that mail of ours comes from. */
import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';

/** Oldest first, as the desk chooses its sender. */
export async function mailboxAddresses(db: Kysely<DB>, brandId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('mailbox')
    .select('address')
    .where('brandId', '=', brandId)
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
  return rows.map(({ address }) => address);
}

/** The brand of a profile; null before the first start. */
export async function brandOf(
  db: Kysely<DB>,
  profileId: string,
): Promise<{ id: string; key: string; name: string; defaultLanguage: string } | null> {
  const row = await db
    .selectFrom('brand')
    .select(['id', 'key', 'name', 'defaultLanguage'])
    .where('key', '=', profileId)
    .executeTakeFirst();
  return row ?? null;
}
