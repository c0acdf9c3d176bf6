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
 * A mail that waits longer than this, in milliseconds, gets a further worker. One reads several hundred mails a second and
 * holds some 100 MB (the tables of the language detector); more are of use when a mail takes long.
 */
const PATIENCE = 250;

/**
 * Reads mails in worker threads, one at a time each. A worker that takes too long or too much memory is ended and
 * replaced; its mail gets the fallback that names the reason. Idle workers do not keep the process alive.
 */
export function createParsePool(options: ParsePoolOptions = {}): ParsePool {
  return new WorkerPool(options);
}

class WorkerPool implements ParsePool {
  readonly #size: number;
  readonly #timeLimit: number;
  readonly #heapMiB: number;
  readonly #file: URL;
  readonly #seats = new Set<Seat>();
  readonly #queue: Job[] = [];
  #impatience: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(options: ParsePoolOptions) {
    this.#size = options.size ?? Math.max(1, Math.min(4, availableParallelism()));
    this.#timeLimit = options.timeLimit ?? mailLimits.parseMilliseconds;
    this.#heapMiB = options.heapMiB ?? mailLimits.parseHeapMiB;
    this.#file = options.workerFile ?? new URL('./parse-worker.ts', import.meta.url);
  }

  parse(raw: Uint8Array): Promise<ParsedMail> {
    if (this.#closed) return Promise.reject(new ParsePoolClosedError('The mail reader was closed.'));
    return new Promise((resolve, reject) => {
      this.#queue.push({ raw, resolve, reject });
      this.#dispatch();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#calm();
    const jobs = [...this.#queue.splice(0), ...[...this.#seats].map((seat) => settle(seat))];
    for (const job of jobs)
      job?.reject(new ParsePoolClosedError('The mail reader was closed before this mail was read.'));
    const workers = [...this.#seats].map((seat) => seat.worker);
    this.#seats.clear();
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  /** Gives waiting mails to free workers; the first mail brings the first worker, and one that waits long a further one. */
  #dispatch(): void {
    while (this.#queue.length > 0 && !this.#closed) {
      const seat =
        [...this.#seats].find((one) => one.job === null) ?? (this.#seats.size === 0 ? this.#hire() : null);
      if (!seat) {
        this.#waitForSeat();
        return;
      }
      this.#give(seat);
    }
    this.#calm();
  }

  #give(seat: Seat): void {
    const job = this.#queue.shift();
    if (!job) return;
    seat.job = job;
    seat.worker.ref();
    this.#watch(seat);
    // An exact copy: a view would send the whole buffer behind it, and the caller keeps its bytes.
    const copy = new Uint8Array(job.raw);
    seat.worker.postMessage(copy, [copy.buffer]);
  }

  /** Hires when the mail that waits first now still does so after PATIENCE. */
  #waitForSeat(): void {
    if (this.#impatience !== null || this.#seats.size >= this.#size) return;
    const [first] = this.#queue;
    this.#impatience = setTimeout(() => {
      this.#impatience = null;
      // One that only starts will be free in a moment.
      const allBusy = [...this.#seats].every((seat) => seat.ready);
      if (allBusy && this.#queue[0] === first && this.#seats.size < this.#size) this.#give(this.#hire());
      this.#dispatch();
    }, PATIENCE);
  }

  #calm(): void {
    if (this.#impatience !== null) clearTimeout(this.#impatience);
    this.#impatience = null;
  }

  #hire(): Seat {
    const worker = new Worker(this.#file, {
      resourceLimits: { maxOldGenerationSizeMb: this.#heapMiB, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
      execArgv: [],
      env: {},
    });
    const seat: Seat = { worker, ready: false, job: null, timer: null };
    worker.unref();
    worker.on('message', (message: ParsedMail | 'ready') => this.#receive(seat, message));
    worker.on('error', (error: NodeJS.ErrnoException) =>
      this.#retire(seat, error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory-limit' : 'unreadable'),
    );
    worker.on('exit', () => this.#retire(seat, 'unreadable'));
    this.#seats.add(seat);
    return seat;
  }

  #receive(seat: Seat, message: ParsedMail | 'ready'): void {
    if (message === 'ready') {
      seat.ready = true;
      if (seat.job) this.#watch(seat);
      return;
    }
    settle(seat)?.resolve(message);
    this.#dispatch();
  }

  #watch(seat: Seat): void {
    if (seat.timer) clearTimeout(seat.timer);
    seat.timer = setTimeout(
      () => this.#retire(seat, 'time-limit'),
      seat.ready ? this.#timeLimit : START_LIMIT,
    );
  }

  #retire(seat: Seat, reason: FallbackReason): void {
    if (!this.#seats.delete(seat)) return;
    const job = settle(seat);
    job?.resolve(fallbackMail(job.raw, reason));
    void seat.worker.terminate();
    this.#dispatch();
  }
}

/** Frees a seat and gives back the job it had. */
function settle(seat: Seat): Job | null {
  const { job } = seat;
  if (seat.timer) clearTimeout(seat.timer);
  seat.timer = null;
  seat.job = null;
  seat.worker.unref();
  return job;
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
