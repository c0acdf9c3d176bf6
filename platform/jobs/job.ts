/** Jobs: typed work that is written in the transaction of the fact that needs it. */
import { sql } from 'kysely';
import type { z } from 'zod';
import { type Tx, writeAtEnd } from '#platform/database/transaction.ts';

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

/** Smaller goes first: what a person said leaves before mail is read, what is read is understood, and machines' courtesies wait for all. */
export const jobPriority = { sending: -10, reading: 0, understanding: 5, courtesy: 10 } as const;

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
  const spec = specOf(job, payload, options);
  // A key may be moved or removed later in the transaction, so its order counts.
  if (options.key !== undefined) await writeJobs(tx, [spec]);
  else writeAtEnd(tx, writeJobs, spec);
}

/** Adds many jobs that have keys in one statement; in the order of their keys, so that two who do so never wait in a circle. */
export async function addKeyedJobs<P>(
  tx: Tx,
  job: JobDefinition<P>,
  jobs: readonly { payload: P; key: string; runAt?: Date }[],
): Promise<void> {
  if (jobs.length === 0) return;
  const specs = jobs.map(({ payload, ...options }) => specOf(job, payload, options));
  await writeJobs(
    tx,
    specs.sort((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1)),
  );
}

type JobSpec = {
  name: string;
  payload: unknown;
  runAt: Date | null;
  maxAttempts: number;
  key: string | null;
  priority: number | null;
};

function specOf<P>(job: JobDefinition<P>, payload: P, options: JobOptions): JobSpec {
  return {
    name: job.name,
    payload: job.payload.parse(payload),
    runAt: options.runAt ?? null,
    maxAttempts: job.maxAttempts,
    key: options.key ?? null,
    priority: options.priority ?? job.priority ?? null,
  };
}

/** All in one statement: adding a job is dear (PL/pgSQL with four statements inside), adding ten hardly more. */
async function writeJobs(tx: Tx, specs: readonly JobSpec[]): Promise<void> {
  await sql`select count(*) from graphile_worker.add_jobs(array(
    select row(j.name, j.payload, null, j."runAt", j."maxAttempts", j.key, j.priority, null)::graphile_worker.job_spec
    from json_to_recordset(${JSON.stringify(specs)}::json) as j (name text, payload json, "runAt" timestamptz,
      "maxAttempts" int, key text, priority int)))`.execute(tx);
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
