/** Does the job `access.mail-sign-in-link`: access makes the link, mail-out carries it. */
import { mailSignInLink, makeMailedSignInLink } from '#features/access/index.ts';
import { queueMail } from '#features/mail-out/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction, type Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { handle, type JobHandler } from '#platform/jobs/job.ts';

export function mailSignInLinkJob(desk: Desk): JobHandler {
  return handle(mailSignInLink, async ({ email }) => {
    if (desk.settings.relay === null) {
      // Captured mail is read by colleagues: a link among it would let them in as somebody else.
      desk.log.warn('a sign-in link was asked for, but no relay is set; "posthaste user reset" prints one');
      return;
    }
    await inTransaction(desk, (tx) => mailLink(tx, desk, email));
  });
}

async function mailLink(tx: Tx, desk: Desk, email: string): Promise<void> {
  const made = await makeMailedSignInLink(tx, desk, email);
  if (!made) return;
  const { agent, link, minutes } = made;
  const id = newId();
  const from = desk.profile.support;
  const subject = `Sign in to the ${desk.brand.name} desk`;
  const text = [
    `Hello ${agent.name},`,
    `this link signs you in to the ${desk.brand.name} desk. It works once, for ${minutes} minutes:`,
    link,
    'If you did not ask for it, nothing has happened and you need not do anything.',
  ].join('\n\n');
  await queueMail(tx, desk, {
    id,
    brandId: desk.brand.id,
    mailboxId: null,
    ticketId: null,
    messageId: null,
    kind: 'notification',
    messageIdHeader: `${id}@${from.address.slice(from.address.lastIndexOf('@') + 1)}`,
    envelopeFrom: from.address,
    envelopeTo: [agent.email],
    subject,
    content: {
      from: { name: from.name, address: from.address },
      to: [{ name: agent.name, address: agent.email }],
      cc: [],
      replyTo: null,
      inReplyTo: null,
      references: [],
      text,
      html: null,
      attachments: [],
      answeredRaw: null,
      language: 'en',
    },
    dueAt: desk.clock.now(),
    scheduled: false,
  });
}
