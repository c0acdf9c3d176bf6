import { considerAcknowledgement as considerJob } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { inSharedTransaction } from '#platform/database/shared-transaction.ts';
import { handle, type JobHandler } from '#platform/jobs/job.ts';
import { considerAcknowledgement } from './commands/consider-acknowledgement.ts';

/** One at a time: they count the same budget. */
const confirmingLine = { name: 'acknowledgement', atOnce: 1, gatherMs: 20 };

export function jobs(desk: Desk): JobHandler[] {
  return [
    handle(considerJob, (asked) =>
      inSharedTransaction(desk, confirmingLine, (tx) => considerAcknowledgement(tx, desk, asked)),
    ),
  ];
}
