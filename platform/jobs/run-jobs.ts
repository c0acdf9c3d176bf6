/** Runs jobs with graphile-worker: in the background for the desk, until nothing is left for tests. */
import { EventEmitter } from 'node:events';
import {
  makeWorkerUtils,
  run,
  runOnce,
  type TaskList,
  type WorkerEvents,
  Logger as WorkerLogger,
} from 'graphile-worker';
import type { Pool } from 'pg';
import type { Logger } from '#platform/log.ts';
import type { JobHandler } from './job.ts';
import { freeJobsOfTheDead, holdJobLife } from './job-lives.ts';

export type JobRunner = { stop(): Promise<void> };

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
 * every runner holds an advisory lock for its life, and a job locked by a runner whose lock is gone is freed.
 */
export async function startJobs(options: {
  pool: Pool;
  handlers: readonly JobHandler[];
  concurrency: number;
  log: Logger;
}): Promise<JobRunner> {
  const { pool, log } = options;
  const events: WorkerEvents = new EventEmitter();
  const created = new Promise<string>((resolve) => {
    events.once('pool:create', ({ workerPool }) => resolve(workerPool.id));
  });
  const holdQueue = keepQueueReleasable(events);
  const runner = await run({
    pgPool: pool,
    taskList: toTaskList(options.handlers),
    concurrency: options.concurrency,
    noHandleSignals: true,
    pollInterval: 1000,
    logger: toWorkerLogger(log),
    events,
    preset: {
      worker: {
        localQueue: {
          // No longer: what was fetched is worked off in its order, so a courtesy fetched early goes before mail that came since.
          size: options.concurrency,
          ttl: 60_000,
          refetchDelay: { durationMs: 10, threshold: 0 },
        },
        completeJobBatchDelay: 5,
        failJobBatchDelay: 5,
      },
    },
  });
  const ownId = await created;
  const life = await holdJobLife(pool, ownId);
  const look = async (): Promise<void> => {
    await life.ensure();
    await freeJobsOfTheDead(pool, ownId, log);
  };
  let looking = Promise.resolve();
  const sweep = (): void => {
    looking = looking
      .then(look)
      .catch((err: unknown) => log.warn({ err }, 'could not look for abandoned jobs'));
  };
  // Not waited for: a look takes seconds when somebody seems to be dead.
  sweep();
  const timer = setInterval(sweep, 5_000);
  return {
    async stop() {
      clearInterval(timer);
      await looking;
      holdQueue();
      await runner.stop();
      await life.release();
    },
  };
}

/**
 * Seen in graphile-worker 0.18.0: a local queue that is released while jobs wait in it refuses to return them ("Cannot
 * background something when the queue is already released"), so they stay locked. Returning works while some other
 * background work counts: the returned function, called before the stop, adds such work until the release has begun.
 */
function keepQueueReleasable(events: WorkerEvents): () => void {
  // `background` is private in the declaration; the lock file pins the version this was read in.
  type Queue = { background(work: Promise<void>): void };
  let queue: Queue | null = null;
  const held = Promise.withResolvers<void>();
  events.on('localQueue:init', ({ localQueue }) => {
    queue = localQueue as unknown as Queue;
  });
  events.on('localQueue:setMode', ({ newMode }) => {
    if (newMode === 'RELEASED') held.resolve();
  });
  return () => queue?.background(held.promise);
}

/** Its advice for jobs that hold a connection each; most of ours share a transaction, so there may be more of them. */
const poolAdvice = /having maxPoolSize .* smaller than concurrency/;

function toWorkerLogger(log: Logger): WorkerLogger {
  return new WorkerLogger(() => (level, message, meta) => {
    if (poolAdvice.test(message)) return;
    if (level === 'error') log.error({ meta }, message);
    else if (level === 'warning') log.warn({ meta }, message);
    else log.trace({ meta }, message);
  });
}
