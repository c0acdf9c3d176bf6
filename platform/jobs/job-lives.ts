/**
 * Frees the jobs of killed processes at once, instead of after graphile-worker's four hours.
 *
 * Every job runner holds a PostgreSQL advisory lock named after itself for as long as it lives: the server
 * drops the lock with the connection, whatever kills the process. A job locked by a runner whose lock
 * nobody holds belongs to the dead and is handed out again. Handlers are idempotent, so a job that
 * had nearly finished does no harm.
 */
import type { Pool, PoolClient } from 'pg';
import type { Logger } from '#platform/log.ts';

/** A job locked more recently than this is left alone: its runner may be about to take its lock. */
const graceSeconds = 3;

export type JobLife = {
  /** Takes the lock again if the connection was lost. */
  ensure(): Promise<void>;
  release(): Promise<void>;
};

/** Takes the lock of this runner on a connection of its own. */
export async function holdJobLife(pool: Pool, runnerId: string): Promise<JobLife> {
  let client: PoolClient | null = null;
  async function ensure(): Promise<void> {
    if (client) return;
    const fresh = await pool.connect();
    fresh.on('error', () => {
      client = null;
    });
    await fresh.query('select pg_advisory_lock(hashtextextended($1, 0))', [runnerId]);
    client = fresh;
  }
  await ensure();
  return {
    ensure,
    async release() {
      const held = client;
      client = null;
      if (!held) return;
      try {
        // Told, not left to the closing connection: whoever looks next must find the lock free at once.
        await held.query('select pg_advisory_unlock(hashtextextended($1, 0))', [runnerId]);
      } finally {
        held.release(true);
      }
    },
  };
}

/**
 * Unlocks jobs whose runner is dead. `ownId` is never considered.
 * @returns how many runners were found dead.
 */
export async function freeJobsOfTheDead(pool: Pool, ownId: string | null, log: Logger): Promise<number> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ locked_by: string }>(
      `select distinct locked_by from graphile_worker.jobs
        where locked_by is not null and locked_by is distinct from $1
          and locked_at < now() - make_interval(secs => $2)`,
      [ownId, graceSeconds],
    );
    const dead: string[] = [];
    for (const { locked_by: runner } of rows) {
      const lock = await client.query<{ free: boolean }>(
        'select pg_try_advisory_lock(hashtextextended($1, 0)) as free',
        [runner],
      );
      if (lock.rows[0]?.free) dead.push(runner);
    }
    if (dead.length > 0) {
      await client.query('select graphile_worker.force_unlock_workers($1::text[])', [dead]);
      for (const runner of dead) {
        await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [runner]);
      }
      log.warn({ runners: dead.length }, 'took back the jobs of a process that ended without finishing them');
    }
    return dead.length;
  } finally {
    client.release();
  }
}
