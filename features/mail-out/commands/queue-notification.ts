/** A mail of the desk itself to one of its people: no ticket, no template, no answer expected. */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { queueMail } from './queue-mail.ts';

/** @returns the id of its outbox row. It leaves at once. */
export async function queueNotification(
  tx: Tx,
  desk: Pick<Desk, 'brand' | 'clock' | 'profile'>,
  mail: { to: { name: string; address: string }; subject: string; paragraphs: readonly string[] },
): Promise<string> {
  const id = newId();
  const from = desk.profile.support;
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
    content: {
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
    },
    dueAt: desk.clock.now(),
    scheduled: false,
  });
  return id;
}
