/** A mail of the desk itself to one of its people: no ticket, no template, no answer expected. */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { type MailContent, sealText } from '../content.ts';
import { queueMail } from './queue-mail.ts';

/** @returns the id of its outbox row. It leaves at once. */
export async function queueNotification(
  tx: Tx,
  desk: Pick<Desk, 'brand' | 'clock' | 'profile' | 'secrets'>,
  mail: {
    to: { name: string; address: string };
    subject: string;
    paragraphs: readonly string[];
    /** The text lets somebody in: it is kept sealed. */
    secret?: boolean;
  },
): Promise<string> {
  const id = newId();
  const from = desk.profile.support;
  const content: MailContent = {
    from: { name: from.name, address: from.address },
    to: [{ name: mail.to.name, address: mail.to.address }],
    cc: [],
    replyTo: null,
    inReplyTo: null,
    references: [],
    text: mail.paragraphs.join('\n\n'),
    html: null,
    attachments: [],
    answeredRaw: null,
    language: 'en',
  };
  await queueMail(tx, desk, {
    id,
    brandId: desk.brand.id,
    mailboxId: null,
    ticketId: null,
    messageId: null,
    kind: 'notification',
    messageIdHeader: `${id}@${from.address.slice(from.address.lastIndexOf('@') + 1)}`,
    envelopeFrom: from.address,
    envelopeTo: [mail.to.address],
    subject: mail.subject,
    content: mail.secret ? sealText(desk.secrets, content) : content,
    dueAt: desk.clock.now(),
    scheduled: false,
  });
  return id;
}
