/** How much background work is due. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '../database/schema.gen.ts';
import type { JobDefinition } from './job.ts';

/** Jobs that are due and were not tried yet, running ones included. Those that failed before are not waited for. */
export async function countDueJobs(db: Kysely<DB>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from graphile_worker.jobs
    where run_at <= now() and (attempts = 0 or (attempts = 1 and locked_at is not null))`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Makes new jobs of this kind due that were to wait for a later time; a runner sees them at its next look, within a second. */
export async function makeDue(db: Kysely<DB>, job: Pick<JobDefinition<never>, 'name'>): Promise<void> {
  await sql`select count(*) from graphile_worker.reschedule_jobs(array(
    select id from graphile_worker.jobs
    where task_identifier = ${job.name} and run_at > now() and attempts = 0 and locked_at is null
  ), run_at => now())`.execute(db);
}

/** When the next job of this kind is to run; null when none waits. One that runs now does not count. */
export async function nextRun(db: Kysely<DB>, job: Pick<JobDefinition<never>, 'name'>): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(run_at) as at from graphile_worker.jobs
    where task_identifier = ${job.name} and locked_at is null and attempts < max_attempts`.execute(db);
  return rows[0]?.at ?? null;
}
