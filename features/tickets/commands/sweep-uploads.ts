/** Throws away files that were uploaded for an answer and never sent. */
import { z } from 'zod';
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction, type Tx } from '#platform/database/transaction.ts';
import { addJob, defineJob } from '#platform/jobs/job.ts';
import { ticketLimits } from '../limits.ts';
import { contentsInUse, deleteUploads, lockAbandonedUploads } from '../store/abandoned-uploads.ts';

/** Once a day; it makes the next one of itself. */
export const sweepUploadsJob = defineJob({
  name: 'tickets.sweep-uploads',
  payload: z.object({}),
  maxAttempts: 10,
  priority: 20,
});

const day = 86_400_000;

/** Adds the one sweep there is, or moves it to `runAt`; for the start of a worker. */
export async function scheduleUploadSweep(tx: Tx, desk: Pick<Desk, 'clock'>, inDays = 0): Promise<void> {
  const runAt = new Date(desk.clock.now().getTime() + inDays * day);
  await addJob(tx, sweepUploadsJob, {}, { key: sweepUploadsJob.name, runAt });
}

/**
 * Sweeps all there is. @returns how many uploads were thrown away. Files go before their rows: a process that dies in
 * between leaves rows that the next sweep finds again, never a file that nobody knows of.
 */
export async function sweepUploads(desk: Pick<Desk, 'db' | 'files' | 'clock'>): Promise<number> {
  const before = new Date(desk.clock.now().getTime() - ticketLimits.uploadDays * day);
  let swept = 0;
  for (;;) {
    const count = await inTransaction(desk, async (tx) => {
      const uploads = await lockAbandonedUploads(tx, before, ticketLimits.sweepBatch);
      if (uploads.length === 0) return 0;
      const ids = uploads.map((upload) => upload.id);
      const hashes = [...new Set(uploads.map((upload) => upload.sha256))];
      const used = await contentsInUse(tx, hashes, ids);
      // A file put less than a day ago may be that of a mail whose row is being written just now.
      const lately = new Date(desk.clock.now().getTime() - day);
      for (const sha256 of hashes) if (!used.has(sha256)) await desk.files.remove(sha256, lately);
      await deleteUploads(tx, ids);
      return uploads.length;
    });
    swept += count;
    if (count < ticketLimits.sweepBatch) return swept;
  }
}
