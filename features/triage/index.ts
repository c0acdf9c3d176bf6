/** What is a mail about, whose work is it, how much does it press? */

export { understandAgain } from './commands/understand-again.ts';
export { jobs } from './jobs.ts';
export { packModel, unpackModel } from './model-bytes.ts';
export {
  closeReadingThreads,
  judgeWith,
  type KeptModel,
  ReadingFailedError,
  readingThread,
} from './reading-thread.ts';
export { routes } from './routes.ts';
export { tellsDanger } from './rules/choose-place.ts';
export { type DraftContext, type DraftHint, draftHints } from './rules/draft-hints.ts';
export { type Clarity, judgeSubject } from './rules/judge-subject.ts';
export { type KnownMail, type Measured, splitExamples } from './rules/measure.ts';
export { type Example, type TaughtMail, type TopicModel, trainTopics } from './rules/softmax.ts';
export { featurePlaces } from './rules/text-features.ts';
export { judgeTone, type Tone, type ToneVerdict } from './rules/tone.ts';
export {
  dangerTopic,
  seedExamples,
  type Triage,
  type TriageBooks,
  triageBooks,
  triageMail,
} from './rules/triage-mail.ts';
export { type MailToRead, type Understanding, understand } from './rules/understand.ts';
export { partsToRead } from './store/message-to-read.ts';
export { type Verdict, verdictOf } from './store/verdict-rows.ts';
export { classifierDigest } from './trained-model.ts';
export {
  type Anchor,
  type Evaluation,
  type Trained,
  TrainingFailedError,
  type TrainingStage,
  trainInThread,
} from './training-thread.ts';
