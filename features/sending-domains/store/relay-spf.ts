/** How the relay is named in SPF: a row of the settings. */
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { DB } from '#platform/database/schema.gen.ts';
import { presetIds } from '../rules/relay-presets.ts';

const key = 'relay-spf';
const stored = z.object({ preset: z.enum(presetIds).nullable().catch(null), terms: z.array(z.string()) });

export type StoredRelaySpf = z.output<typeof stored>;

/** No terms while nobody has said it. */
export async function readRelaySpf(db: Kysely<DB>): Promise<StoredRelaySpf> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return row === undefined ? { preset: null, terms: [] } : stored.parse(row.value);
}

export async function writeRelaySpf(db: Kysely<DB>, relay: StoredRelaySpf, at: Date): Promise<void> {
  const value = JSON.stringify(relay);
  await db
    .insertInto('setting')
    .values({ key, value, updatedAt: at })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, updatedAt: at }))
    .execute();
}
