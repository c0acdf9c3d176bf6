/** Background work of intake. */
import { noteQuestions as noteQuestionsJob } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { handle, type JobHandler } from '#platform/jobs/job.ts';
import { noteQuestions } from './commands/note-questions.ts';

export function jobs(desk: Desk): JobHandler[] {
  return [handle(noteQuestionsJob, ({ messageId }) => noteQuestions(desk, messageId))];
}
