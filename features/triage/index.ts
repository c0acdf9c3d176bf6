/** What is a mail about, whose work is it, how much does it press? */

export { understandAgain } from './commands/understand-again.ts';
export { mailOf } from './commands/understand-message.ts';
export { jobs } from './jobs.ts';
export {
  closeReadingThreads,
  type KeptModel,
  type Reading,
  ReadingThread,
  readingThread,
  replaceReadingThread,
  sameExamples,
} from './reading-thread.ts';
export { routes } from './routes.ts';
export { choosePlace, priorityReason } from './rules/choose-place.ts';
export { type DraftContext, type DraftHint, draftHints } from './rules/draft-hints.ts';
export { type Clarity, judgeSubject } from './rules/judge-subject.ts';
export { compilePhrases, findPhrases, phraseProblem, readyText } from './rules/phrases.ts';
export { type Example, type TopicModel, trainTopics } from './rules/softmax.ts';
export { judgeTone, type Tone, type ToneVerdict } from './rules/tone.ts';
export { type Triage, type TriageBooks, triageBooks, triageMail } from './rules/triage-mail.ts';
export { type MailToRead, type Understanding, understand } from './rules/understand.ts';
export { addressHint, type MessageToRead, messageToRead } from './store/message-to-read.ts';
