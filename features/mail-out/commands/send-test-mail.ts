/** A test mail to whoever asks for it, by the way every answer takes. */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { queueNotification } from './queue-notification.ts';

/** Only ever to the person's own address, so that nobody else gets mail by it. Throws `not-allowed` for a key. */
export async function sendTestMail(desk: Desk, actor: Actor): Promise<{ id: string; to: string }> {
  permit(actor, 'mail-out:test');
  if (actor.kind !== 'agent')
    throw new NamedError('not-allowed', 'A key has no address a test mail could go to.');
  const { name, email } = actor;
  const id = await inTransaction(desk, (tx) =>
    queueNotification(tx, desk, {
      to: { name, address: email },
      subject: `Test mail of the ${desk.brand.name} desk`,
      paragraphs: [
        `Hello ${name},`,
        'this mail left by the way every answer takes. When you read it in your own mailbox, sending works.',
        'Look at its headers, too: "Authentication-Results" tells whether your provider found SPF and DKIM in order.',
      ],
    }),
  );
  return { id, to: email };
}
