/** Removes what requests leave in the database once nobody can need it. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';

/** A client that repeats a request does so within a day. */
const idempotencyKeysHours = 24;
/** Longer than any window of the rate counter. */
const rateCountHours = 2;

/** Cheap and safe to run at any time, in any number of processes. */
export async function sweepHttpTables(db: Kysely<DB>): Promise<void> {
  await sql`delete from idempotency_key where created_at < now() - make_interval(hours => ${idempotencyKeysHours}::int)`.execute(
    db,
  );
  await sql`delete from rate_count where minute < now() - make_interval(hours => ${rateCountHours}::int)`.execute(
    db,
  );
}
