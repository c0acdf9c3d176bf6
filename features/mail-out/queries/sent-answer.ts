/** How an answer presents itself to its reader's mail program. */
import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import { mailContentSchema } from '../content.ts';

/** Message-ID with angle brackets, subject, and the address replies go to; null when the message never was mail. */
export async function findSentAnswer(
  db: Kysely<DB>,
  messageId: string,
): Promise<{ messageId: string; subject: string; replyTo: string } | null> {
  const row = await db
    .selectFrom('outboundMail')
    .select(['messageIdHeader', 'subject', 'content'])
    .where('messageId', '=', messageId)
    .executeTakeFirst();
  if (!row) return null;
  const { replyTo, from } = mailContentSchema.parse(row.content);
  return {
    messageId: `<${row.messageIdHeader}>`,
    subject: row.subject,
    replyTo: replyTo ?? from.address,
  };
}
