/** Jobs of the spam filter; the work is in `jobs.ts`. */
import { z } from 'zod';
import { defineJob, jobPriority } from '#platform/jobs/job.ts';

/** Added when somebody marks a ticket as spam, takes that back, or is done with it. Reads what the ticket says by then. */
export const learnTicketJob = defineJob({
  name: 'spam.learn-ticket',
  payload: z.object({ ticketId: z.uuid() }),
  maxAttempts: 10,
  priority: jobPriority.courtesy,
});
