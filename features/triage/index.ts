/** What is a mail about, whose work is it, how much does it press? */

export { understandAgain } from './commands/understand-again.ts';
export { jobs } from './jobs.ts';
export { closeReadingThreads, ReadingFailedError, readingThread } from './reading-thread.ts';
export { routes } from './routes.ts';
export { tellsDanger } from './rules/choose-place.ts';
export { type DraftContext, type DraftHint, draftHints } from './rules/draft-hints.ts';
export { type Clarity, judgeSubject } from './rules/judge-subject.ts';
export { type Example, type TopicModel, trainTopics } from './rules/softmax.ts';
export { judgeTone, type Tone, type ToneVerdict } from './rules/tone.ts';
export { dangerTopic, type Triage, type TriageBooks, triageBooks, triageMail } from './rules/triage-mail.ts';
export { type MailToRead, type Understanding, understand } from './rules/understand.ts';
