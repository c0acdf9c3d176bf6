import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type FallbackReason, fallbackMail } from './fallback-mail.ts';
import { mailLimits } from './limits.ts';
import type { ParsedMail } from './parsed-mail.ts';

/** The pool was closed before this mail was read. */
export class ParsePoolClosedError extends Error {
  override name = 'ParsePoolClosedError';
}

export type ParsePoolOptions = {
  /** Worker threads; default is the number of cores, at most 4. */
  size?: number;
  /** Longest time one mail may take, in milliseconds. */
  timeLimit?: number;
  /** Heap of one worker in MiB. */
  heapMiB?: number;
  /** Another worker program, for tests of hanging and greedy workers. */
  workerFile?: URL;
};

export type ParsePool = {
  /** Reads one mail. Rejects only after close(); a mail that cannot be read gives a ParsedMail that says so. */
  parse(raw: Uint8Array): Promise<ParsedMail>;
  close(): Promise<void>;
};

type Job = { raw: Uint8Array; resolve(mail: ParsedMail): void; reject(error: Error): void };
type Seat = { worker: Worker; ready: boolean; job: Job | null; timer: NodeJS.Timeout | null };

/** A worker loads its program within this time even on a busy machine, in milliseconds; it does not count for the mail. */
const START_LIMIT = 30_000;

/**
 * Reads mails in worker threads, one at a time each. A worker that takes too long or too much memory is ended and
 * replaced; its mail gets the fallback that names the reason. Idle workers do not keep the process alive.
 */
export function createParsePool(options: ParsePoolOptions = {}): ParsePool {
  const size = options.size ?? Math.max(1, Math.min(4, availableParallelism()));
  const timeLimit = options.timeLimit ?? mailLimits.parseMilliseconds;
  const heap = options.heapMiB ?? mailLimits.parseHeapMiB;
  const file = options.workerFile ?? new URL('./parse-worker.ts', import.meta.url);
  const seats = new Set<Seat>();
  const queue: Job[] = [];
  let closed = false;

  const settle = (seat: Seat): Job | null => {
    const { job } = seat;
    if (seat.timer) clearTimeout(seat.timer);
    seat.timer = null;
    seat.job = null;
    seat.worker.unref();
    return job;
  };

  const retire = (seat: Seat, reason: FallbackReason): void => {
    if (!seats.delete(seat)) return;
    const job = settle(seat);
    job?.resolve(fallbackMail(job.raw, reason));
    void seat.worker.terminate();
    dispatch();
  };

  const watch = (seat: Seat): void => {
    if (seat.timer) clearTimeout(seat.timer);
    seat.timer = setTimeout(() => retire(seat, 'time-limit'), seat.ready ? timeLimit : START_LIMIT);
  };

  const hire = (): Seat => {
    const worker = new Worker(file, {
      resourceLimits: { maxOldGenerationSizeMb: heap, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
      execArgv: [],
      env: {},
    });
    const seat: Seat = { worker, ready: false, job: null, timer: null };
    worker.unref();
    worker.on('message', (message: ParsedMail | 'ready') => {
      if (message === 'ready') {
        seat.ready = true;
        if (seat.job) watch(seat);
        return;
      }
      settle(seat)?.resolve(message);
      dispatch();
    });
    worker.on('error', (error: NodeJS.ErrnoException) =>
      retire(seat, error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory-limit' : 'unreadable'),
    );
    worker.on('exit', () => retire(seat, 'unreadable'));
    seats.add(seat);
    return seat;
  };

  const dispatch = (): void => {
    while (queue.length > 0 && !closed) {
      const seat = [...seats].find((one) => one.job === null) ?? (seats.size < size ? hire() : null);
      const job = seat ? queue.shift() : undefined;
      if (!seat || !job) return;
      seat.job = job;
      seat.worker.ref();
      watch(seat);
      // An exact copy: a view would send the whole buffer behind it, and the caller keeps its bytes.
      const copy = new Uint8Array(job.raw);
      seat.worker.postMessage(copy, [copy.buffer]);
    }
  };

  return {
    parse(raw) {
      if (closed) return Promise.reject(new ParsePoolClosedError('The mail reader was closed.'));
      return new Promise((resolve, reject) => {
        queue.push({ raw, resolve, reject });
        dispatch();
      });
    },
    async close() {
      closed = true;
      const jobs = [...queue.splice(0), ...[...seats].map((seat) => settle(seat))];
      for (const job of jobs)
        job?.reject(new ParsePoolClosedError('The mail reader was closed before this mail was read.'));
      const workers = [...seats].map((seat) => seat.worker);
      seats.clear();
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

let shared: ParsePool | null = null;

/** Reads one mail in the pool of this process, which starts with the first mail. */
export function parseInPool(raw: Uint8Array): Promise<ParsedMail> {
  shared ??= createParsePool();
  return shared.parse(raw);
}

/** Ends the workers of this process; the next mail would start new ones. */
export async function closeParsePool(): Promise<void> {
  const pool = shared;
  shared = null;
  await pool?.close();
}
