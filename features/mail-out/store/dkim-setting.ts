/** The row of the table `setting` that holds the DKIM key, sealed. */
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { DB } from '#platform/database/schema.gen.ts';

const settingKey = 'dkim';
const storedSchema = z.object({ domain: z.string(), selector: z.string(), sealedKey: z.string() });

export type DkimSetting = z.output<typeof storedSchema>;

/** Null when there is no key. */
export async function readDkimSetting(db: Kysely<DB>): Promise<DkimSetting | null> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', settingKey).executeTakeFirst();
  return row ? storedSchema.parse(row.value) : null;
}

/** Takes the place of the key before. */
export async function writeDkimSetting(db: Kysely<DB>, setting: DkimSetting): Promise<void> {
  const value = JSON.stringify(setting);
  await db
    .insertInto('setting')
    .values({ key: settingKey, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, updatedAt: new Date() }))
    .execute();
}
