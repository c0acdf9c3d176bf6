import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { Failed, KeptModel, Reading, ReadMail, Start } from './reading-thread.ts';
import type { TopicModel } from './rules/softmax.ts';
import { seedExamples, triageBooks } from './rules/triage-mail.ts';
import { understand } from './rules/understand.ts';
import { trainedModel } from './trained-model.ts';

/** Runs in a worker thread: makes the books of the profile, says it is ready, then one mail in, one reading out. */
// The thread is started by reading-thread.ts alone, with these parts.
const { parts, kept } = workerData as Start;
// On a busy machine mail is taken in and shown first. On Linux this counts for the calling thread alone (setpriority(2),
// "C library/kernel differences"); elsewhere it would slow the whole process.
if (process.platform === 'linux') setPriority(0, 5);
const { model, name } = kept ?? prepare();
const books = triageBooks(parts, model);

/** The model of the examples, in memory that the next thread can have without a copy. */
function prepare(): KeptModel {
  const { model: made, name: called } = trainedModel(seedExamples(parts), { keep: true });
  const shared: TopicModel = {
    topics: made.topics,
    rarity: share(made.rarity),
    weights: share(made.weights),
    bias: share(made.bias),
  };
  return { model: shared, name: called };
}

function share(values: Float32Array): Float32Array {
  const shared = new Float32Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}

parentPort?.on('message', (mail: ReadMail) => {
  parentPort?.postMessage(read(mail));
});

/** One mail that cannot be read must not cost the books. */
function read(mail: ReadMail): Reading | Failed {
  try {
    return { ...understand(books, parts, mail), model: name };
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.postMessage({ ready: { model, name } satisfies KeptModel });
