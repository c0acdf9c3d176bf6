/** How much background work is due. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '../database/schema.gen.ts';

/** Jobs that are due and were not tried yet, running ones included. Those that failed before are not waited for. */
export async function countDueJobs(db: Kysely<DB>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from graphile_worker.jobs
    where run_at <= now() and (attempts = 0 or (attempts = 1 and locked_at is not null))`.execute(db);
  return rows[0]?.count ?? 0;
}
