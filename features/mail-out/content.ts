/** What an outbox row carries: everything needed to put the mail together at any later time, the same every time. */
import { z } from 'zod';

const mailbox = z.object({ name: z.string(), address: z.string() });

export const mailContentSchema = z.object({
  from: mailbox,
  to: z.array(mailbox),
  cc: z.array(mailbox),
  replyTo: z.string().nullable(),
  inReplyTo: z.string().nullable(),
  references: z.array(z.string()),
  text: z.string(),
  html: z.string().nullable(),
  attachments: z.array(
    z.object({
      sha256: z.string(),
      filename: z.string(),
      contentType: z.string(),
      contentId: z.string().nullable(),
    }),
  ),
  /** Raw mail being answered, for the threading headers of Outlook. */
  answeredRaw: z.string().nullable(),
  language: z.string().nullable(),
});

export type MailContent = z.output<typeof mailContentSchema>;
export type MailKind = 'reply' | 'acknowledgement' | 'notification';
