/** Jobs: typed work that is written in the transaction of the fact that needs it. */
import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type { Tx } from '#platform/database/transaction.ts';

/** A kind of job. The definition is apart from its handler, so anybody may add one without importing the work. */
export type JobDefinition<P> = {
  /** `feature.verb-noun`, for example `mail-in.read-mail`. Stable: it is stored. */
  name: string;
  payload: z.ZodType<P>;
  /** Tries before it is given up and shown as failed. */
  maxAttempts: number;
  /** Which waiting job goes first; `jobPriority.reading` unless set. */
  priority?: number;
};

/** Smaller goes first: what a person said leaves before mail is read, and machines' courtesies wait for both. */
export const jobPriority = { sending: -10, reading: 0, courtesy: 10 } as const;

export type JobOptions = {
  /** Not before this time. */
  runAt?: Date;
  /** One job per key: adding again moves it instead of adding another. */
  key?: string;
  /** Smaller runs first; that of the definition unless set. */
  priority?: number;
};

/** Declares a job. Name and payload are checked when it is added and when it runs. */
export function defineJob<P>(definition: JobDefinition<P>): JobDefinition<P> {
  return definition;
}

/** Adds a job inside the transaction: it exists exactly when the fact does. */
export async function addJob<P>(
  tx: Tx,
  job: JobDefinition<P>,
  payload: P,
  options: JobOptions = {},
): Promise<void> {
  await addJobExpression(job, payload, options).execute(tx);
}

/** Adds many jobs of a kind in one statement. Nothing happens for an empty list. */
export async function addJobs<P>(
  tx: Tx,
  job: JobDefinition<P>,
  payloads: readonly P[],
  options: Pick<JobOptions, 'priority'> = {},
): Promise<void> {
  if (payloads.length === 0) return;
  const json = JSON.stringify(payloads.map((payload) => job.payload.parse(payload)));
  await sql`select graphile_worker.add_jobs(array(
    select row(${job.name}::text, item, null, null, ${job.maxAttempts}::int, null, ${options.priority ?? job.priority ?? null}::int, null)
      ::graphile_worker.job_spec
    from json_array_elements(${json}::json) as item))`.execute(tx);
}

function addJobExpression<P>(job: JobDefinition<P>, payload: P, options: JobOptions): RawBuilder<unknown> {
  const json = JSON.stringify(job.payload.parse(payload));
  return sql`select graphile_worker.add_job(
    ${job.name}, ${json}::json,
    run_at => ${options.runAt ?? null}::timestamptz,
    max_attempts => ${job.maxAttempts}::int,
    job_key => ${options.key ?? null}::text,
    priority => ${options.priority ?? job.priority ?? null}::int)`;
}

/** Removes a job that has not begun. Nothing happens when there is none. */
export async function removeJob(tx: Tx, key: string): Promise<void> {
  await sql`select graphile_worker.remove_job(${key})`.execute(tx);
}

/** What a handler gets beside its payload. */
export type JobContext = {
  /** 1 for the first try. */
  attempt: number;
  maxAttempts: number;
  jobId: string;
  signal: AbortSignal | undefined;
};

/** A job with its work. */
export type JobHandler = {
  name: string;
  run(payload: unknown, context: JobContext): Promise<void>;
};

/** Pairs a definition with its work; the payload is parsed before the work sees it. */
export function handle<P>(
  job: JobDefinition<P>,
  work: (payload: P, context: JobContext) => Promise<void>,
): JobHandler {
  return { name: job.name, run: async (payload, context) => work(job.payload.parse(payload), context) };
}
