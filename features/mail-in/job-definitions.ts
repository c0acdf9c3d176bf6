/** Jobs of receiving; the work is in `jobs.ts`. */
import { z } from 'zod';
import { defineJob, jobPriority } from '#platform/jobs/job.ts';
import { mailInLimits } from './limits.ts';

/** Compares all folders of a mailbox with the ledger. */
export const reconcileJob = defineJob({
  name: 'mail-in.reconcile',
  payload: z.object({ mailboxId: z.uuid() }),
  // What fails is told beside the mailbox, and the next day comes.
  maxAttempts: 3,
  priority: jobPriority.courtesy,
});

/** Reads one mail of the ledger and gives it its fate. */
export const readMailJob = defineJob({
  name: 'mail-in.read-mail',
  payload: z.object({ id: z.uuid() }),
  maxAttempts: mailInLimits.jobTries,
});

/** Says which held mail leaves soon, and removes what was told and is over; once an hour, it makes the next one of itself. */
export const expireQuarantineJob = defineJob({
  name: 'mail-in.expire-quarantine',
  payload: z.object({}),
  maxAttempts: 10,
  priority: 20,
});
