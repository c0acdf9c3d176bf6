/** Does the job `access.mail-sign-in-link`: access makes the link, mail-out carries it. */
import { mailSignInLink, makeMailedSignInLink } from '#features/access/index.ts';
import { queueNotification } from '#features/mail-out/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction, type Tx } from '#platform/database/transaction.ts';
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
  await queueNotification(tx, desk, {
    to: { name: agent.name, address: agent.email },
    secret: true,
    subject: `Sign in to the ${desk.brand.name} desk`,
    paragraphs: [
      `Hello ${agent.name},`,
      `this link signs you in to the ${desk.brand.name} desk. It works once, for ${minutes} minutes:`,
      link,
      'If you did not ask for it, nothing has happened and you need not do anything.',
    ],
  });
}
