/** For how many days held mail is kept: a row of the settings. */
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { DB } from '#platform/database/schema.gen.ts';
import { type Keeping, keepingOf } from '../rules/expiry.ts';
import { quarantineReasons } from '../rules/quarantine-reasons.ts';

const key = 'quarantine-keeping';
const stored = z.partialRecord(z.enum(quarantineReasons), z.number().int().positive());

export async function readKeeping(db: Kysely<DB>): Promise<Keeping> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return keepingOf(row === undefined ? {} : stored.parse(row.value));
}

export async function writeKeeping(db: Kysely<DB>, keeping: Keeping): Promise<void> {
  const value = JSON.stringify(keeping);
  await db
    .insertInto('setting')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
