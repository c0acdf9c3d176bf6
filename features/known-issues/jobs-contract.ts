/** Background work of known issues, apart from who does it. */
import { z } from 'zod';
import { defineJob, jobPriority } from '#platform/jobs/job.ts';

/** Added when an issue is made or what it fits is changed: recent tickets are compared with it. Safe to do again. */
export const proposeRecent = defineJob({
  name: 'known-issues.propose-recent',
  payload: z.object({ issueId: z.uuid(), number: z.number().int() }),
  maxAttempts: 10,
  priority: jobPriority.courtesy,
});
