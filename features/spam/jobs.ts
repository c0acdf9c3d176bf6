import type { Desk } from '#features/workspace/index.ts';
import { handle, type JobHandler } from '#platform/jobs/job.ts';
import { learnMail, learnTicket } from './commands/learn-mail.ts';
import { learnMailJob, learnTicketJob } from './jobs-contract.ts';

export function jobs(desk: Desk): JobHandler[] {
  return [
    handle(learnTicketJob, ({ ticketId }) => learnTicket(desk, ticketId)),
    handle(learnMailJob, async (lesson) => {
      await learnMail(desk, lesson);
    }),
  ];
}
