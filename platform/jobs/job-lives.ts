/**
 * Frees the jobs of killed processes at once, instead of after graphile-worker's four hours.
 *
 * Every job runner holds a PostgreSQL advisory lock named after itself for as long as it lives: the server
 * drops the lock with the connection, whatever kills the process. A job locked by a runner whose lock
 * nobody holds, twice in a row, belongs to the dead and is handed out again. Handlers are idempotent, so a job that
 * had nearly finished does no harm.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import type { Logger } from '#platform/log.ts';

/** A job locked more recently than this is left alone: its runner may be about to take its lock. */
const graceSeconds = 3;
/** Pause before the second look: several tries of a living runner to take its lock again. */
const secondLookMs = 2_000;
const takeAgainMs = 250;
const ignored = (): void => undefined;

export type JobLife = {
  /** Takes the lock again if the connection was lost. */
  ensure(): Promise<void>;
  release(): Promise<void>;
};

/** Takes the lock of this runner on a connection of its own, and again at once whenever that connection is lost. */
export async function holdJobLife(pool: Pool, runnerId: string): Promise<JobLife> {
  let held: { client: PoolClient; giveBack(): void } | null = null;
  let taking: Promise<void> | null = null;
  let released = false;

  async function take(): Promise<void> {
    const fresh = await pool.connect();
    let given = false;
    // A client that is lost has to be given back like any other, or the pool counts it for ever.
    const giveBack = (): void => {
      if (!given) fresh.release(true);
      given = true;
    };
    fresh.on('error', () => {
      giveBack();
      if (held?.client !== fresh) return;
      held = null;
      // Others look soon: until the lock is back they take us for dead.
      void takeAgain();
    });
    try {
      await fresh.query('select pg_advisory_lock(hashtextextended($1, 0))', [runnerId]);
    } catch (error) {
      giveBack();
      throw error;
    }
    held = { client: fresh, giveBack };
  }
  async function ensure(): Promise<void> {
    if (held || released) return;
    taking ??= take().finally(() => {
      taking = null;
    });
    await taking;
  }
  async function takeAgain(): Promise<void> {
    while (!held && !released) {
      try {
        await ensure();
      } catch {
        // The server is still away; the sweep tells the log when it stays so.
        await wait(takeAgainMs);
      }
    }
  }
  await ensure();
  return {
    ensure,
    async release() {
      released = true;
      // Being taken again just now: whoever takes it must also let go of it.
      await taking?.catch(ignored);
      const last = held;
      held = null;
      if (!last) return;
      // Told, not left to the closing connection: whoever looks next must find the lock free at once. Where the connection
      // is lost already, and nobody knew yet, the lock went with it.
      await last.client
        .query('select pg_advisory_unlock(hashtextextended($1, 0))', [runnerId])
        .catch(ignored);
      last.giveBack();
    },
  };
}

/**
 * Unlocks jobs whose runner is dead. `ownId` is never considered. A free lock is looked at twice: after a restart of the
 * server, or with a connection cut on its way, a runner that lives is without its lock for a moment, and a job that ran
 * twice at the same time could send a mail twice.
 * @returns how many runners were found dead.
 */
export async function freeJobsOfTheDead(pool: Pool, ownId: string | null, log: Logger): Promise<number> {
  const suspects = await withoutLock(pool, await runnersOfJobs(pool, ownId));
  if (suspects.length === 0) return 0;
  await wait(secondLookMs);
  const dead = await withoutLock(pool, suspects);
  if (dead.length === 0) return 0;
  await pool.query('select graphile_worker.force_unlock_workers($1::text[])', [dead]);
  log.warn({ runners: dead.length }, 'took back the jobs of a process that ended without finishing them');
  return dead.length;
}

async function runnersOfJobs(pool: Pool, ownId: string | null): Promise<string[]> {
  const { rows } = await pool.query<{ locked_by: string }>(
    `select distinct locked_by from graphile_worker.jobs
      where locked_by is not null and locked_by is distinct from $1
        and locked_at < now() - make_interval(secs => $2)`,
    [ownId, graceSeconds],
  );
  return rows.map((row) => row.locked_by);
}

/** Those whose lock nobody holds now. */
async function withoutLock(pool: Pool, runners: readonly string[]): Promise<string[]> {
  const free: string[] = [];
  for (const runner of runners) {
    // Taken for the length of this statement only.
    const { rows } = await pool.query<{ free: boolean }>(
      'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as free',
      [runner],
    );
    if (rows[0]?.free) free.push(runner);
  }
  return free;
}

/** A reply of the database that comes later than this after its statement began does not come. */
const lostAfterSeconds = 20;

/**
 * Unlocks jobs that are locked in the name of this living runner and that it does not have: the database gave them out, and
 * the connection broke before the answer came. Nobody else would ever look at them. Looked at twice, a sweep apart,
 * because the end of a job is written a moment after the runner has let go of it.
 * @returns those seen for the first time, to be given to the next look.
 */
export async function freeLostJobs(
  pool: Pool,
  look: { ownId: string; held: ReadonlySet<string>; suspects: readonly string[]; log: Logger },
): Promise<string[]> {
  const { ownId, held, suspects, log } = look;
  const { rows } = await pool.query<{ id: string }>(
    `select id::text as id from graphile_worker.jobs
      where locked_by = $1 and locked_at < now() - make_interval(secs => $2)`,
    [ownId, lostAfterSeconds],
  );
  const missing = rows.map(({ id }) => id).filter((id) => !held.has(id));
  const lost = missing.filter((id) => suspects.includes(id));
  if (lost.length > 0) {
    await pool.query(
      `with freed as (
         update graphile_worker._private_jobs set locked_by = null, locked_at = null
          where id = any($2::bigint[]) and locked_by = $1 returning job_queue_id)
       update graphile_worker._private_job_queues as queues set locked_by = null, locked_at = null
         from freed where queues.id = freed.job_queue_id and queues.locked_by = $1`,
      [ownId, lost],
    );
    log.warn({ jobs: lost.length }, 'took back jobs that were given out and never arrived');
  }
  return missing.filter((id) => !lost.includes(id));
}
