import type { Desk } from '#features/workspace/index.ts';
import { handle, type JobHandler } from '#platform/jobs/job.ts';
import { learnMail, learnTicket } from './commands/learn-mail.ts';
import { teachMail } from './commands/teach-mail.ts';
import { learnMailJob, learnTicketJob, teachRspamdJob } from './jobs-contract.ts';

export function jobs(desk: Desk): JobHandler[] {
  return [
    handle(learnTicketJob, ({ ticketId }) => learnTicket(desk, ticketId)),
    handle(teachRspamdJob, (lesson) => teachMail(desk, lesson)),
    handle(learnMailJob, async (lesson) => {
      await learnMail(desk, lesson);
    }),
  ];
}
