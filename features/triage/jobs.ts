/** Background work of triage. */
import { understandMessage as understandJob } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { handle, type JobHandler } from '#platform/jobs/job.ts';
import { understandMessage } from './commands/understand-message.ts';

export function jobs(desk: Desk): JobHandler[] {
  return [
    handle(understandJob, async ({ messageId }) => {
      await understandMessage(desk, messageId);
    }),
  ];
}
