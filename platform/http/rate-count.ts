/** Counts requests per minute in the database, so that any number of web processes share one count. */

import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import { NamedError } from '#platform/named-error.ts';

export type RateCounter = {
  /** Adds one; throws `too-many-requests` when the bucket has more than `perMinute` this minute. */
  count(bucket: string, perMinute: number): Promise<void>;
};

/** Keeps counts in the unlogged table `rate_count`: lost in a crash, which is fine. */
export function createRateCounter(db: Kysely<DB>): RateCounter {
  return {
    async count(bucket, perMinute) {
      const { rows } = await sql<{ hits: number }>`
        insert into rate_count (bucket, minute, hits) values (${bucket}, date_trunc('minute', now()), 1)
        on conflict (bucket) do update set
          hits = case when rate_count.minute = excluded.minute then rate_count.hits + 1 else 1 end,
          minute = excluded.minute
        returning hits`.execute(db);
      if ((rows[0]?.hits ?? 0) > perMinute) {
        throw new NamedError(
          'too-many-requests',
          `More than ${perMinute} requests this minute. Try again in a minute.`,
        );
      }
    },
  };
}
