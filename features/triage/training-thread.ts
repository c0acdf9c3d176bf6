/** A model is trained and measured in a thread of its own: seconds of work, in which the process must go on taking mail. */
import { Worker } from 'node:worker_threads';
import type { Profile } from '#features/workspace/index.ts';
import type { KnownMail, Measured } from './rules/measure.ts';
import type { TaughtMail } from './rules/softmax.ts';

/** What is trained from, and what it is measured against. */
export type Training = {
  parts: Pick<Profile, 'departments' | 'triage'>;
  taught: readonly TaughtMail[];
  /** Mails of tickets that no model is trained on. */
  heldBack: readonly KnownMail[];
  /** Packed model of the version in use; null: that of the profile's examples. */
  inUse: Uint8Array | null;
  /** How right the profile's examples alone are on those held back, where that is known already. */
  anchor: Anchor | null;
};

export type Anchor = { mails: number; right: number };

/** On the tickets held back, and on the examples of the profile held back. */
export type Evaluation = { tickets: Measured; profile: Measured };

export type Trained = {
  bytes: Uint8Array;
  evaluation: Evaluation;
  /** The version in use on the same mails. */
  compared: Evaluation;
  anchor: Anchor;
  /** Examples of the profile it was trained on. */
  examples: number;
  seconds: number;
};

export type TrainingStage = { stage: 'reading' | 'training' | 'measuring'; share: number };

/** What the thread says. */
export type TrainingNews = { news: TrainingStage } | { done: Trained } | { failed: string };

/** A model could not be trained; nothing was changed. */
export class TrainingFailedError extends Error {
  override name = 'TrainingFailedError';
}

/** Twenty thousand tickets take seconds; on a machine that has much else to do, a minute. */
const limitMs = 10 * 60_000;
/** Texts of 20,000 mails; what is made of them is outside of the heap. */
const heapMiB = 512;

/** Trains and measures. Throws TrainingFailedError, also when `signal` ends it. */
export async function trainInThread(
  training: Training,
  onStage: (stage: TrainingStage) => void = () => undefined,
  signal?: AbortSignal,
): Promise<Trained> {
  const worker = new Worker(new URL('./training-worker.ts', import.meta.url), {
    workerData: training,
    resourceLimits: { maxOldGenerationSizeMb: heapMiB },
    execArgv: [],
    env: {},
  });
  const { promise, resolve, reject } = Promise.withResolvers<Trained>();
  const refuse = (why: string, cause?: unknown): void => reject(new TrainingFailedError(why, { cause }));
  const onAbort = (): void => refuse('The desk is stopping.');
  const late = setTimeout(() => refuse('Training took too long.'), limitMs);
  signal?.addEventListener('abort', onAbort);
  worker.on('message', (message: TrainingNews) => {
    if ('news' in message) onStage(message.news);
    else if ('done' in message) resolve(message.done);
    else refuse('Training ended in an error.', message.failed);
  });
  worker.on('error', (cause) => refuse('Training ended in an error.', cause));
  worker.on('exit', () => refuse('The training thread ended.'));
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    signal?.removeEventListener('abort', onAbort);
    await worker.terminate();
  }
}
