/** Jobs of receiving; the work is in `jobs.ts`. */
import { z } from 'zod';
import { defineJob } from '#platform/jobs/job.ts';
import { mailInLimits } from './limits.ts';

/** Reads one mail of the ledger and gives it its fate. */
export const readMailJob = defineJob({
  name: 'mail-in.read-mail',
  payload: z.object({ id: z.uuid() }),
  maxAttempts: mailInLimits.jobTries,
});
