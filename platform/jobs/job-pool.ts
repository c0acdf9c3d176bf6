/** One pool of runners of graphile-worker, from its opening to its end, with the advisory lock that says it lives. */
import { EventEmitter } from 'node:events';
import { run, type TaskList, type WorkerEvents, Logger as WorkerLogger } from 'graphile-worker';
import type { Pool } from 'pg';
import type { Logger } from '#platform/log.ts';
import type { JobHandler } from './job.ts';
import { freeJobsOfTheDead, freeLostJobs, holdJobLife } from './job-lives.ts';

export type JobPoolOptions = {
  pool: Pool;
  handlers: readonly JobHandler[];
  concurrency: number;
  log: Logger;
};

export type JobPool = {
  /** Resolves when it runs no more jobs, whatever the reason. */
  ended: Promise<void>;
  /** Finishes what it has begun, hands back the rest, and lets its jobs be taken by others. Safe to repeat. */
  stop(): Promise<void>;
};

const sweepMs = 5_000;

/** Rejects when the database is away. */
export async function openJobPool(options: JobPoolOptions, taskList: TaskList): Promise<JobPool> {
  const { pool, log } = options;
  const events: WorkerEvents = new EventEmitter();
  const created = new Promise<string>((resolve) => {
    events.once('pool:create', ({ workerPool }) => resolve(workerPool.id));
  });
  const holdQueue = keepQueueReleasable(events);
  const held = jobsInHand(events);
  const runner = await run({
    pgPool: pool,
    taskList,
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
  // Listened to from the start: an end before anybody waits would be an error that nobody caught.
  const ended = runner.promise.catch((err: unknown) => log.error({ err }, 'a runner of jobs failed'));
  const ownId = await created;
  const life = await holdJobLife(pool, ownId);
  let suspects: readonly string[] = [];
  const look = async (): Promise<void> => {
    await life.ensure();
    suspects = await freeLostJobs(pool, { ownId, held, suspects, log });
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
  const timer = setInterval(sweep, sweepMs);
  let ending: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    clearInterval(timer);
    holdQueue();
    // One that has ended by itself says so by an error, which was told above.
    const stopped = runner.stop().catch((err: unknown) => log.debug({ err }, 'the runner had ended before'));
    await Promise.all([stopped, looking]);
    await ended;
    await life.release();
  };
  return {
    ended,
    stop() {
      ending ??= stop();
      return ending;
    },
  };
}

/** Ids of the jobs that were handed to this pool and have not ended here. */
function jobsInHand(events: WorkerEvents): ReadonlySet<string> {
  const held = new Set<string>();
  events.on('localQueue:getJobs:complete', ({ jobs }) => {
    for (const { id } of jobs) held.add(String(id));
  });
  events.on('localQueue:returnJobs', ({ jobs }) => {
    for (const { id } of jobs) held.delete(String(id));
  });
  events.on('job:complete', ({ job }) => held.delete(String(job.id)));
  return held;
}

/**
 * Seen in graphile-worker 0.18.0: a local queue that is released while jobs wait in it refuses to return them ("Cannot
 * background something when the queue is already released"), so they stay locked. Returning works while some other
 * background work counts: the returned function, called before the stop, adds such work until the release has begun.
 */
function keepQueueReleasable(events: WorkerEvents): () => void {
  // `background` is private in the declaration; the lock file pins the version this was read in.
  type Queue = { mode: string; background(work: Promise<void>): void };
  let queue: Queue | null = null;
  const held = Promise.withResolvers<void>();
  events.on('localQueue:init', ({ localQueue }) => {
    queue = localQueue as unknown as Queue;
  });
  events.on('localQueue:setMode', ({ newMode }) => {
    if (newMode === 'RELEASED') held.resolve();
  });
  return () => {
    if (queue && queue.mode !== 'RELEASED') queue.background(held.promise);
  };
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
