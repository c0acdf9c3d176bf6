/** What an outbox row carries: everything needed to put the mail together at any later time, the same every time. */
import { z } from 'zod';
import type { SecretBox } from '#platform/signing/secret-box.ts';

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
  /** The text, sealed, when it lets somebody in: a copy of the database then opens nothing. `text` is empty. */
  sealedText: z.string().optional(),
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

/** What `Desk.secrets` seals `sealedText` for. */
const sealPurpose = 'outbox-text';

export function sealText(secrets: SecretBox, content: MailContent): MailContent {
  return { ...content, text: '', sealedText: secrets.seal(sealPurpose, content.text) };
}

/** The content as it leaves. Throws `SecretUnreadable` on a desk without the key it was sealed with. */
export function openText(secrets: SecretBox, content: MailContent): MailContent {
  if (content.sealedText === undefined) return content;
  return { ...content, text: secrets.open(sealPurpose, content.sealedText) };
}

export type MailKind = 'reply' | 'acknowledgement' | 'notification';
