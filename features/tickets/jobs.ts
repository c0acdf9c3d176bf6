import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { handle, type JobHandler } from '#platform/jobs/job.ts';
import { scheduleUploadSweep, sweepUploads, sweepUploadsJob } from './commands/sweep-uploads.ts';

export function jobs(desk: Desk): JobHandler[] {
  return [
    handle(sweepUploadsJob, async () => {
      await sweepUploads(desk);
      await inTransaction(desk, (tx) => scheduleUploadSweep(tx, desk, 1));
    }),
  ];
}
