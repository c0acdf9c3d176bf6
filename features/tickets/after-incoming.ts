/**
 * Work that follows a customer's message, for features above tickets. The definition lives down here so that
 * `recordIncoming` can add the job in the transaction of the message without knowing who does the work.
 */
import { z } from 'zod';
import { defineJob } from '#platform/jobs/job.ts';

/** Added when a message of a customer opened a ticket: may it be acknowledged? Decided by the feature acknowledgement. */
export const considerAcknowledgement = defineJob({
  name: 'acknowledgement.consider',
  payload: z.object({
    ticketId: z.uuid(),
    messageId: z.uuid(),
    /** Machine reason why no automatic mail may answer the message; null when nothing speaks against it. */
    noAutoReply: z.string().max(200).nullable(),
  }),
  maxAttempts: 10,
});
