/**
 * Work that follows a message, incoming or an answer, for features above tickets. The definition lives down here so that
 * `recordIncoming` can add the job in the transaction of the message without knowing who does the work.
 */
import { z } from 'zod';
import { failureCauses } from '#features/people/index.ts';
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
    /** How often the confirmation has waited for the message to be understood. */
    waits: z.number().int().default(0),
  }),
  maxAttempts: 10,
  // In a burst every mail becomes a readable ticket first.
  priority: jobPriority.courtesy,
});

/**
 * Added for every message of a customer that a person wrote: what does it tell, and whose work is it? Done by the feature
 * triage. Safe to do again: what was read of the message before is replaced.
 */
export const understandMessage = defineJob({
  name: 'triage.understand',
  payload: z.object({ messageId: z.uuid() }),
  maxAttempts: 10,
  // In a burst every mail becomes a readable ticket first; whose it is, is known before anybody is thanked for it.
  priority: jobPriority.understanding,
});

/**
 * Added when something was learnt of a ticket: a message was understood, a fact or the topic decided, a ticket merged or
 * parted. Is it about a known issue, and by what is it counted? Done by the feature known-issues. Safe to do again.
 */
export const considerKnownIssues = defineJob({
  name: 'known-issues.consider',
  payload: z.object({ ticketId: z.uuid() }),
  maxAttempts: 10,
  // A proposal may come a moment later than the ticket's place and its acknowledgement.
  priority: jobPriority.courtesy,
});

/**
 * Added for every answer of an agent, for when it can no longer be taken back: which facts does it ask for? Done by the
 * feature intake. An answer that was taken back is gone by then.
 */
export const noteQuestions = defineJob({
  name: 'intake.note-questions',
  payload: z.object({ messageId: z.uuid() }),
  maxAttempts: 10,
  priority: jobPriority.courtesy,
});

const reportKind = z.enum(['failed', 'delayed', 'delivered', 'complaint']);
const words = z.string().max(1000).nullable();
const address = z.string().max(320).nullable();

/** Most recipients of one report that are handed on; a mail of ours goes to few. */
export const mostReported = 50;

const bounceReport = z.object({
  /** Message-ID of the mail the report is about, without angle brackets; null when it returns nothing of it. */
  messageIdHeader: z.string().min(1).max(998).nullable(),
  /** The bounce token of the address it was sent to. */
  token: z.string().max(100).nullable().default(null),
  /** The ticket the report was put on; null when it was held back. */
  reportTicketId: z.uuid().nullable().default(null),
  kind: reportKind,
  /** RFC 3463 code such as '5.1.1', or null. */
  status: z.string().max(20).nullable(),
  recipient: address,
  diagnostic: words,
  recipients: z
    .array(
      z.object({
        address,
        originalAddress: address,
        kind: reportKind,
        status: z.string().max(20).nullable(),
        cause: z.enum(failureCauses),
        diagnostic: words,
      }),
    )
    .max(mostReported)
    .default([]),
});

export type BounceReport = z.output<typeof bounceReport>;

/** Added when a report about a mail of ours came in: its message and the address show what became of it. */
export const noteBounce = defineJob({
  name: 'mail-out.note-bounce',
  payload: bounceReport,
  maxAttempts: 10,
});
