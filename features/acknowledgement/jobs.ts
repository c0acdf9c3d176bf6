import { considerAcknowledgement as considerJob } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { handle, type JobHandler } from '#platform/jobs/job.ts';
import { considerAcknowledgement } from './commands/consider-acknowledgement.ts';

export function jobs(desk: Desk): JobHandler[] {
  return [
    handle(considerJob, (asked) => inTransaction(desk, (tx) => considerAcknowledgement(tx, desk, asked))),
  ];
}
