/** Jobs of the spam filter; the work is in `jobs.ts`. */
import { z } from 'zod';
import { defineJob, jobPriority } from '#platform/jobs/job.ts';

/** Added when somebody lets a held mail in that is no spam. */
export const learnMailJob = defineJob({
  name: 'spam.learn-mail',
  payload: z.object({ mailId: z.uuid(), verdict: z.enum(['spam', 'ham', 'none']), by: z.string().max(200) }),
  maxAttempts: 10,
  priority: jobPriority.courtesy,
});

/** Added with a lesson: what our own filter was taught is told to rspamd, where one can be taught. */
export const teachRspamdJob = defineJob({
  name: 'spam.teach-rspamd',
  payload: z.object({ mailId: z.uuid(), verdict: z.enum(['spam', 'ham']) }),
  maxAttempts: 6,
  priority: jobPriority.courtesy,
});

/** Added when somebody marks a ticket as spam, takes that back, or is done with it. Reads what the ticket says by then. */
export const learnTicketJob = defineJob({
  name: 'spam.learn-ticket',
  payload: z.object({ ticketId: z.uuid() }),
  maxAttempts: 10,
  priority: jobPriority.courtesy,
});
