/** Runs in a worker thread: trains one model, measures it beside the one in use, says what came of it. */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { packModel, unpackModel } from './model-bytes.ts';
import { type KnownMail, type Measured, measure, splitExamples } from './rules/measure.ts';
import { type TopicModel, type TrainOptions, trainTopics } from './rules/softmax.ts';
import { type TriageBooks, triageBooks } from './rules/triage-mail.ts';
import type { Anchor, Evaluation, Trained, Training, TrainingNews } from './training-thread.ts';

// The thread is started by training-thread.ts alone, with these parts.
const training = workerData as Training;
// Mail goes first. On Linux this counts for the calling thread alone; elsewhere it would slow the whole process.
if (process.platform === 'linux') setPriority(0, 10);

/** Of few corrections each is seen often, or a handful would not be heard among thousands of examples. */
const mostTimes = 10;
const seenTogether = 2_000;
/** From so many mails on two rounds see enough of them. */
const manyMails = 12_000;

function say(news: TrainingNews): void {
  parentPort?.postMessage(news);
}

function run(): Trained {
  const began = performance.now();
  say({ news: { stage: 'reading', share: 0 } });
  const { departments } = training.parts;
  const departmentOf = (topic: string): string =>
    departments.find(({ topics }) => topics.includes(topic))?.id ?? '';
  const own = Object.entries(training.parts.triage.examples).flatMap(([language, examples]) =>
    examples.map((example) => ({ ...example, language })),
  );
  const { train, heldBack } = splitExamples(own);
  const { taught } = training;
  const share = { done: 0, of: 1 };
  const options: TrainOptions = {
    taught,
    taughtTimes: Math.min(mostTimes, Math.max(1, Math.floor(seenTogether / Math.max(1, taught.length)))),
    onRound: (done, of) => say({ news: { stage: 'training', share: done / of } }),
    ...(train.length + taught.length > manyMails ? { rounds: 2 } : {}),
  };
  say({ news: { stage: 'training', share: 0 } });
  const bytes = packModel(trainTopics(train, options));
  const needsBase = training.inUse === null || training.anchor === null;
  const base = needsBase ? trainTopics(train) : null;
  const inUse = training.inUse === null ? base : unpackModel(training.inUse);
  // Measured as it is kept, rounded and all.
  const candidate = unpackModel(bytes);
  if (candidate === null || inUse === null) throw new Error('A model that was just packed is none.');

  const profileMails = heldBack.map((example) => ({
    ...example,
    departments: [departmentOf(example.topic)],
  }));
  share.of = (training.heldBack.length + profileMails.length) * (needsBase && inUse !== base ? 3 : 2) + 1;
  const books = triageBooks(training.parts, candidate);
  const evaluate = (model: TopicModel): Evaluation => ({
    tickets: look(books, model, training.heldBack, share),
    profile: look(books, model, profileMails, share),
  });
  const evaluation = evaluate(candidate);
  const compared = evaluate(inUse);
  const anchor =
    training.anchor ??
    anchorOf(inUse === base || base === null ? compared.profile : look(books, base, profileMails, share));
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  return { bytes, evaluation, compared, anchor, examples: train.length, seconds };
}

function anchorOf({ mails, right }: Measured): Anchor {
  return { mails, right };
}

function look(
  books: TriageBooks,
  model: TopicModel,
  mails: readonly KnownMail[],
  share: { done: number; of: number },
): Measured {
  return measure({ ...books, model }, mails, () => {
    share.done += 1;
    if (share.done % 200 === 1) say({ news: { stage: 'measuring', share: share.done / share.of } });
  });
}

try {
  say({ done: run() });
} catch (error) {
  say({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}
