/** How spam is looked for, and how rspamd is; two rows of the settings. */
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { DB } from '#platform/database/schema.gen.ts';

const filterSchema = z.object({
  own: z.boolean().default(true),
  rspamd: z
    .object({
      url: z.string(),
      /** Its controller; null: nothing is taught. */
      teachUrl: z.string().nullable().default(null),
      /** As stored: sealed. */
      sealedPassword: z.string().nullable(),
      timeoutMs: z.number(),
    })
    .nullable()
    .default(null),
});
export type FilterSetting = z.output<typeof filterSchema>;

const healthSchema = z.object({
  state: z.enum(['ok', 'trouble']),
  note: z.string(),
  at: z.iso.datetime(),
});
export type RspamdHealth = z.output<typeof healthSchema>;

const settingKey = 'spam-filter';
const healthKey = 'spam-filter-health';
const teachingKey = 'spam-filter-teaching';

/** Our own filter, and no rspamd, until somebody sets it otherwise. */
export async function readFilter(db: Kysely<DB>): Promise<FilterSetting> {
  return filterSchema.parse((await read(db, settingKey)) ?? {});
}

export async function saveFilter(db: Kysely<DB>, setting: FilterSetting): Promise<void> {
  await write(db, settingKey, setting);
}

/** Null while rspamd was never asked. */
export async function readHealth(db: Kysely<DB>): Promise<RspamdHealth | null> {
  const value = await read(db, healthKey);
  return value === undefined ? null : healthSchema.parse(value);
}

export async function saveHealth(db: Kysely<DB>, health: RspamdHealth): Promise<void> {
  await write(db, healthKey, health);
}

/** How teaching rspamd went last; null while nothing was taught. */
export async function readTeaching(db: Kysely<DB>): Promise<RspamdHealth | null> {
  const value = await read(db, teachingKey);
  return value === undefined ? null : healthSchema.parse(value);
}

export async function saveTeaching(db: Kysely<DB>, health: RspamdHealth): Promise<void> {
  await write(db, teachingKey, health);
}

async function read(db: Kysely<DB>, key: string): Promise<unknown> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value;
}

async function write(db: Kysely<DB>, key: string, of: unknown): Promise<void> {
  const value = JSON.stringify(of);
  await db
    .insertInto('setting')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
