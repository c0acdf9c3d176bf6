/** Whether the demo was played into this desk. Kept for good, so that a later start never plays it again. */
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { DB } from '#platform/database/schema.gen.ts';

const demoStateSchema = z.object({
  /** `playing` that outlived its process becomes `interrupted` at the next start. */
  state: z.enum(['playing', 'interrupted', 'played']),
  startedAt: z.iso.datetime(),
});
export type DemoState = z.output<typeof demoStateSchema>;

const key = 'demo';

/** Null when no demo was ever begun here. */
export async function readDemoState(db: Kysely<DB>): Promise<DemoState | null> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return row === undefined ? null : demoStateSchema.parse(row.value);
}

export async function saveDemoState(db: Kysely<DB>, state: DemoState): Promise<void> {
  const value = JSON.stringify(state);
  await db
    .insertInto('setting')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
