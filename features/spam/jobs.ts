import type { Desk } from '#features/workspace/index.ts';
import { handle, type JobHandler } from '#platform/jobs/job.ts';
import { learnTicket } from './commands/learn-mail.ts';
import { learnTicketJob } from './jobs-contract.ts';

export function jobs(desk: Desk): JobHandler[] {
  return [handle(learnTicketJob, ({ ticketId }) => learnTicket(desk, ticketId))];
}
