/** What was found out about a mail: by whom, how sure, and by which words. Stored beside the mail and shown. */
import { z } from 'zod';

export const spamVerdictSchema = z.object({
  by: z.enum(['own', 'rspamd']),
  spam: z.boolean(),
  /** rspamd's own scale, or 0 to 1. */
  score: z.number(),
  confidence: z.number().min(0).max(1),
  /** Words with how many of 100 such mails were spam, or symbols of rspamd with their points. */
  words: z.array(z.object({ word: z.string(), weight: z.number() })),
  /** Name of a virus, when one was found. */
  virus: z.string().nullable(),
});
export type SpamVerdict = z.output<typeof spamVerdictSchema>;
