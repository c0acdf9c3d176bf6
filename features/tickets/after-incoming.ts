/**
 * Work that follows an incoming message, for features above tickets. The definition lives down here so that
 * `recordIncoming` can add the job in the transaction of the message without knowing who does the work.
 */
import { z } from 'zod';
import { defineJob, jobPriority } from '#platform/jobs/job.ts';

/** Added when a message of a customer opened a ticket: may it be acknowledged? Decided by the feature acknowledgement. */
export const considerAcknowledgement = defineJob({
  name: 'acknowledgement.consider',
  payload: z.object({
    ticketId: z.uuid(),
    messageId: z.uuid(),
    /** Machine reason why no automatic mail may answer the message; null when nothing speaks against it. */
    noAutoReply: z.string().max(200).nullable(),
    /** The lane doubts only that the sender belongs to another ticket; absent in jobs of before. */
    doubtAboutOther: z.boolean().default(false),
  }),
  maxAttempts: 10,
  // In a burst every mail becomes a readable ticket first.
  priority: jobPriority.courtesy,
});

/** Added when a delivery report (RFC 3464) about a mail of ours came in: its message shows what became of it. */
export const noteBounce = defineJob({
  name: 'mail-out.note-bounce',
  payload: z.object({
    /** Message-ID of the mail the report is about, without angle brackets. */
    messageIdHeader: z.string().min(1).max(998),
    kind: z.enum(['failed', 'delayed']),
    /** RFC 3463 code such as '5.1.1', or null. */
    status: z.string().max(20).nullable(),
    recipient: z.string().max(320).nullable(),
    diagnostic: z.string().max(1000).nullable(),
  }),
  maxAttempts: 10,
});
