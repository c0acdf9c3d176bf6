/** Runs jobs with graphile-worker: in the background for the desk, until nothing is left for tests. */
import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import {
  makeWorkerUtils,
  runOnce,
  type TaskList,
  type WorkerEvents,
  Logger as WorkerLogger,
} from 'graphile-worker';
import type { Pool } from 'pg';
import type { JobHandler } from './job.ts';
import { type JobPool, type JobPoolOptions, openJobPool } from './job-pool.ts';

export type JobRunner = { stop(): Promise<void> };

/** Between two tries to start a runner. */
const restartMs = 1_000;
/** The last write of a run is one small statement. */
const writtenLimitMs = 30_000;

/** Creates or upgrades the job tables (schema `graphile_worker`). Safe to repeat and to race. */
export async function migrateJobs(pool: Pool): Promise<void> {
  const utils = await makeWorkerUtils({ pgPool: pool, logger: quietLogger });
  try {
    await utils.migrate();
  } finally {
    await utils.release();
  }
}

const quietLogger = new WorkerLogger(() => () => undefined);

function toTaskList(handlers: readonly JobHandler[]): TaskList {
  const list: TaskList = {};
  for (const handler of handlers) {
    if (list[handler.name]) throw new Error(`Two handlers for the job ${handler.name}`);
    list[handler.name] = async (payload, helpers) =>
      handler.run(payload, {
        attempt: helpers.job.attempts,
        maxAttempts: helpers.job.max_attempts,
        jobId: String(helpers.job.id),
        signal: helpers.abortSignal,
      });
  }
  return list;
}

/** Runs everything that is due until nothing is left, in this process. For tests and one-shot commands. */
export async function drainJobs(pool: Pool, handlers: readonly JobHandler[], atOnce = 4): Promise<void> {
  const events: WorkerEvents = new EventEmitter();
  const workers: string[] = [];
  events.on('worker:create', ({ worker }) => workers.push(worker.workerId));
  await runOnce({
    pgPool: pool,
    taskList: toTaskList(handlers),
    logger: quietLogger,
    concurrency: atOnce,
    noHandleSignals: true,
    events,
  });
  await untilWritten(pool, workers);
}

/**
 * Seen in graphile-worker 0.18.0: a run resolves while the ends of its last jobs are still being written, so whoever looks
 * next may find them locked.
 */
async function untilWritten(pool: Pool, workers: readonly string[]): Promise<void> {
  for (const until = performance.now() + writtenLimitMs; performance.now() < until; ) {
    const { rowCount } = await pool.query(
      'select 1 from graphile_worker.jobs where locked_by = any($1::text[]) limit 1',
      [workers],
    );
    if (rowCount === 0) return;
  }
  throw new Error('The ends of jobs were not written in time.');
}

/**
 * Starts running jobs until `stop`. Jobs that another process held when it was killed are taken back:
 * every pool of runners holds an advisory lock for its life, and a job locked by a pool whose lock is gone is freed. A pool
 * that ends by itself (it does when the end of a job could not be written) is followed by another. Rejects when the first
 * cannot be opened.
 */
export async function startJobs(options: JobPoolOptions): Promise<JobRunner> {
  const { log } = options;
  const stopping = new AbortController();
  let pool = await openJobPool(options, toTaskList(options.handlers));
  const keep = async (): Promise<void> => {
    for (;;) {
      await pool.ended;
      if (stopping.signal.aborted) return;
      log.error('the runner of jobs ended by itself; another one is started');
      await pool.stop();
      const next = await openAnother(options, stopping.signal);
      if (next === null) return;
      pool = next;
    }
  };
  const keeping = keep();
  return {
    async stop() {
      stopping.abort();
      await pool.stop();
      await keeping;
    },
  };
}

/** Tries until a pool is open, as the database may be away; null when it is not wanted any more. */
async function openAnother(options: JobPoolOptions, signal: AbortSignal): Promise<JobPool | null> {
  while (!signal.aborted) {
    try {
      const opened = await openJobPool(options, toTaskList(options.handlers));
      if (!signal.aborted) return opened;
      await opened.stop();
    } catch (err) {
      options.log.warn({ err }, 'could not start a runner of jobs; trying again');
      await pause(restartMs);
    }
  }
  return null;
}
