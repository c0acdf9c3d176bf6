/** Counts requests per time window in the database, so that any number of web processes share one count. */

import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import { NamedError } from '#platform/named-error.ts';

export type RateCounter = {
  /** Adds one; throws `too-many-requests` when the bucket has more than `most` in this window (a minute unless told). */
  count(bucket: string, most: number, windowMinutes?: number): Promise<void>;
  /** Adds one; false when the bucket has more than `most` in this window. */
  within(bucket: string, most: number, windowMinutes?: number): Promise<boolean>;
};

/** Keeps counts in the unlogged table `rate_count`: lost in a crash, which is fine. */
export function createRateCounter(db: Kysely<DB>): RateCounter {
  async function within(bucket: string, most: number, windowMinutes = 1): Promise<boolean> {
    const { rows } = await sql<{ hits: number }>`
      insert into rate_count (bucket, minute, hits)
      values (${bucket}, date_bin(make_interval(mins => ${windowMinutes}::int), now(), timestamptz '2000-01-01Z'), 1)
      on conflict (bucket) do update set
        hits = case when rate_count.minute = excluded.minute then rate_count.hits + 1 else 1 end,
        minute = excluded.minute
      returning hits`.execute(db);
    return (rows[0]?.hits ?? 0) <= most;
  }
  return {
    within,
    async count(bucket, most, windowMinutes = 1) {
      if (await within(bucket, most, windowMinutes)) return;
      const span = windowMinutes === 1 ? 'a minute' : `${windowMinutes} minutes`;
      throw new NamedError('too-many-requests', `More than ${most} in ${span}. Please try again later.`);
    },
  };
}
