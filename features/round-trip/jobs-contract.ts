/** Jobs of mail to ourselves; the work is in `jobs.ts`. None is tried again: the next time comes. */
import { z } from 'zod';
import { defineJob, jobPriority } from '#platform/jobs/job.ts';

export const sendCanaryJob = defineJob({
  name: 'round-trip.send-canary',
  payload: z.object({ id: z.uuid(), mailboxId: z.uuid(), to: z.string() }),
  maxAttempts: 1,
  priority: jobPriority.courtesy,
});

/** Somebody watches: it goes before mail that is read. */
export const runMailTestJob = defineJob({
  name: 'round-trip.run-test',
  payload: z.object({ id: z.uuid() }),
  maxAttempts: 1,
  priority: jobPriority.sending,
});

export const askRelayJob = defineJob({
  name: 'round-trip.ask-relay',
  payload: z.object({}),
  maxAttempts: 1,
  priority: jobPriority.sending,
});
