/** Background work of learning. */
import { learnFromTicket } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { handle, type JobHandler } from '#platform/jobs/job.ts';
import { learnTicket } from './commands/learn-from-ticket.ts';
import { retrain } from './commands/retrain.ts';
import { trainTonight } from './commands/schedule-retraining.ts';
import { nightlyJob, retrainJob } from './job-definitions.ts';

export function jobs(desk: Desk): JobHandler[] {
  return [
    handle(learnFromTicket, ({ ticketId }) => learnTicket(desk, ticketId)),
    handle(retrainJob, async ({ askedBy }, { signal }) => {
      const outcome = await retrain(desk, askedBy, signal);
      desk.log.info({ outcome, askedBy }, 'the triage model was trained');
    }),
    handle(nightlyJob, () => inTransaction(desk, (tx) => trainTonight(tx, desk))),
  ];
}
