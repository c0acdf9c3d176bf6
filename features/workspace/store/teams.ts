import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';

export type TeamRow = { id: string; key: string; name: string; department: string | null };

export async function teamsOf(db: Kysely<DB>, brandId: string): Promise<TeamRow[]> {
  return db
    .selectFrom('team')
    .select(['id', 'key', 'name', 'department'])
    .where('brandId', '=', brandId)
    .orderBy('name')
    .execute();
}
