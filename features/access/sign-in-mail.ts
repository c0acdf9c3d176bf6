/**
 * A sign-in link that somebody asked for by mail. The job holds only the address as typed: whether anybody has it
 * is looked up when the job runs, so the answer to the request takes the same time for everyone, and no
 * token is ever in the queue. The app does the work (`apps/posthaste/mail-sign-in-link.ts`).
 */
import { z } from 'zod';
import { defineJob } from '#platform/jobs/job.ts';

export const mailSignInLink = defineJob({
  name: 'access.mail-sign-in-link',
  payload: z.object({ email: z.string().max(320) }),
  maxAttempts: 5,
});
