/** Where the running desk was last reached: short commands print links with it, whatever port it was given. */
import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';

const key = 'public-url';

export async function rememberPublicUrl(db: Kysely<DB>, url: string): Promise<void> {
  const value = JSON.stringify(url);
  await db
    .insertInto('setting')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, updatedAt: new Date() }))
    .execute();
}

/** Null when no desk has run on this database yet. */
export async function rememberedPublicUrl(db: Kysely<DB>): Promise<string | null> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return typeof row?.value === 'string' ? row.value : null;
}
