import { considerAcknowledgement as considerJob } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { inSharedTransaction } from '#platform/database/shared-transaction.ts';
import { handle, type JobHandler } from '#platform/jobs/job.ts';
import { considerAcknowledgement } from './commands/consider-acknowledgement.ts';

export function jobs(desk: Desk): JobHandler[] {
  return [
    handle(considerJob, (asked) =>
      inSharedTransaction(desk, 'acknowledgement', (tx) => considerAcknowledgement(tx, desk, asked)),
    ),
  ];
}
