/**
 * Understanding mails in a thread of its own. Making the books (training the model above all) takes a second or two and
 * every mail some milliseconds: time in which the process must go on taking mail and answering browsers.
 */
import { Worker } from 'node:worker_threads';
import type { Profile } from '#features/workspace/index.ts';
import type { TopicModel } from './rules/softmax.ts';
import type { MailToRead, Understanding } from './rules/understand.ts';

export type ReadMail = MailToRead;
/** All of a profile that reading needs: plain data, so that it can be handed to a thread. */
export type ReadingParts = Pick<
  Profile,
  'departments' | 'languages' | 'intake' | 'reading' | 'errors' | 'triage'
>;
export type Reading = Understanding & {
  /** Which model judged. */
  model: string;
};

/** A trained model, kept from one thread to the next, and what it is called. */
export type KeptModel = { model: TopicModel; name: string };
/** With what a thread starts. */
export type Start = { parts: ReadingParts; kept: KeptModel | null };
/** The books are made. */
type Ready = { ready: KeptModel };

/** What the thread says of a mail it cannot read. */
export type Failed = { failed: string };

/** A mail could not be understood; its job tries again later. */
export class ReadingFailedError extends Error {
  override name = 'ReadingFailedError';
}

/** Making the books on a busy machine. */
const startLimitMs = 180_000;
/** Reading is linear and its length is capped: what takes longer hangs. */
const mailLimitMs = 20_000;
const heapMiB = 160;
/** A thread with its books takes some 100 MB: without mail for so long it ends, and the next one starts in less than a second. */
const idleLimitMs = 60_000;

type Waiting = { mail: ReadMail; resolve(reading: Reading): void; reject(error: Error): void };

/**
 * Reads one mail at a time, in the order they were given. Idle, it keeps no process alive, and no memory but the model, which
 * is what takes long to make.
 */
export class ReadingThread {
  #parts: ReadingParts;
  #kept: KeptModel | null = null;
  #idle: NodeJS.Timeout | null = null;
  #idleLimitMs: number;
  #worker: Worker | null = null;
  #ready = false;
  #timer: NodeJS.Timeout | null = null;
  readonly #waiting: Waiting[] = [];
  #current: Waiting | null = null;

  constructor(
    { departments, languages, intake, reading, errors, triage }: ReadingParts,
    idleAfterMs: number = idleLimitMs,
    kept: KeptModel | null = null,
  ) {
    this.#idleLimitMs = idleAfterMs;
    this.#parts = { departments, languages, intake, reading, errors, triage };
    if (kept) this.#keep(kept);
  }

  /** True while a thread with its books is there. */
  get running(): boolean {
    return this.#worker !== null;
  }

  /** Makes the books now, so that the first mail need not wait for them. */
  warm(): void {
    this.#worker ??= this.#start();
  }

  read(mail: ReadMail): Promise<Reading> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ mail, resolve, reject });
      this.warm();
      this.#next();
    });
  }

  /** Reads what it was given, then ends: another thread reads what comes next. */
  retire(): void {
    this.#idleLimitMs = 0;
    if (this.#worker && this.#current === null) this.#rest();
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    if (this.#idle) clearTimeout(this.#idle);
    for (const one of this.#waiting.splice(0)) one.reject(new ReadingFailedError('The desk is stopping.'));
    this.#end(new ReadingFailedError('The desk is stopping.'));
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), {
      workerData: { parts: this.#parts, kept: this.#kept } satisfies Start,
      resourceLimits: { maxOldGenerationSizeMb: heapMiB, maxYoungGenerationSizeMb: 16 },
      execArgv: [],
      env: {},
    });
    worker.unref();
    worker.on('message', (message: Reading | Failed | Ready) => {
      if (this.#worker === worker) this.#receive(message);
    });
    worker.on('error', (cause) => {
      if (this.#worker === worker)
        this.#fail(new ReadingFailedError('Reading ended in an error.', { cause }));
    });
    worker.on('exit', () => {
      if (this.#worker === worker) this.#fail(new ReadingFailedError('The reading thread ended.'));
    });
    return worker;
  }

  #next(): void {
    if (this.#current !== null) return;
    const next = this.#waiting.shift();
    if (!next) return;
    if (this.#idle) clearTimeout(this.#idle);
    this.#idle = null;
    this.#current = next;
    const worker = this.#worker ?? this.#start();
    this.#worker = worker;
    worker.ref();
    this.#watch();
    worker.postMessage(next.mail);
  }

  #receive(message: Reading | Failed | Ready): void {
    if ('ready' in message) {
      this.#ready = true;
      this.#keep(message.ready);
      if (this.#current) this.#watch();
      else this.#rest();
      return;
    }
    const done = this.#settle();
    if ('failed' in message) {
      done?.reject(new ReadingFailedError('This mail could not be read.', { cause: message.failed }));
    } else done?.resolve(message);
    this.#next();
    if (this.#current === null) this.#rest();
  }

  /** The next thread needs no examples any more. */
  #keep(kept: KeptModel): void {
    if (this.#kept) return;
    this.#kept = kept;
    this.#parts = { ...this.#parts, triage: { ...this.#parts.triage, examples: {} } };
  }

  #rest(): void {
    if (this.#idle) clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      if (this.#current !== null || this.#waiting.length > 0) return;
      const worker = this.#worker;
      this.#worker = null;
      this.#ready = false;
      void worker?.terminate();
    }, this.#idleLimitMs);
    this.#idle.unref();
  }

  #watch(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.#fail(new ReadingFailedError('Reading this mail took too long.')),
      this.#ready ? mailLimitMs : startLimitMs,
    );
  }

  /** The mail that was being read fails; those behind it get a new thread. */
  #fail(error: ReadingFailedError): void {
    const worker = this.#worker;
    this.#end(error);
    void worker?.terminate();
    this.#next();
  }

  #end(error: ReadingFailedError): void {
    const failed = this.#settle();
    this.#worker = null;
    this.#ready = false;
    failed?.reject(error);
  }

  #settle(): Waiting | null {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const current = this.#current;
    this.#current = null;
    this.#worker?.unref();
    return current;
  }
}

const threads = new Map<Profile, ReadingThread>();
/** Those that still read what they were given before another model came. */
const retired = new Set<ReadingThread>();
/** Models that take the place of the one a profile's examples give. */
const models = new WeakMap<Profile, KeptModel>();

/** The thread of a profile in this process; made when first asked for. */
export function readingThread(profile: Profile): ReadingThread {
  const known = threads.get(profile);
  if (known) return known;
  const made = new ReadingThread(profile, idleLimitMs, models.get(profile) ?? null);
  threads.set(profile, made);
  return made;
}

/** From now on mails of this profile are judged by this model; null: by that of its examples. Mails under way keep theirs. */
export function judgeWith(profile: Profile, kept: KeptModel | null): void {
  if (kept) models.set(profile, kept);
  else models.delete(profile);
  const before = threads.get(profile);
  threads.delete(profile);
  if (!before) return;
  for (const one of retired) if (!one.running) retired.delete(one);
  retired.add(before);
  before.retire();
  if (before.running) readingThread(profile).warm();
}

/** Ends the threads of this process; the next mail would start new ones. */
export async function closeReadingThreads(): Promise<void> {
  const all = [...threads.values(), ...retired];
  threads.clear();
  retired.clear();
  await Promise.all(all.map((one) => one.close()));
}
