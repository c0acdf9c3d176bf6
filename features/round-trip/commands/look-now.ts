/** Looks at a way of mail now, because somebody waits for it. */
import { kindOf, mailboxOf, roundTripOf } from '#features/mail-health/index.ts';
import { imapMailboxes } from '#features/mail-in/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { announce } from '#platform/events/live.ts';
import { addJob } from '#platform/jobs/job.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { askRelayJob } from '../jobs-contract.ts';
import { canaryMailboxes, isAutomaticMailStopped } from './canary-mailboxes.ts';
import { sendCanaryTo } from './tend-canaries.ts';

/** Only asks for it: mailboxes are looked at where they are fetched, the relay where mail leaves. Throws `way-not-looked-at`. */
export async function lookNow(desk: Desk, actor: Actor, way: string): Promise<void> {
  permit(actor, 'mail-health:look');
  if (way === 'relay' && desk.settings.relay !== null) {
    // Asked twice before a worker is free, once.
    await inTransaction(desk, (tx) => addJob(tx, askRelayJob, {}, { key: askRelayJob.name }));
    return;
  }
  const mailboxId = mailboxOf(way);
  if (mailboxId !== null && kindOf(way) === 'mailbox') {
    const fetched = (await imapMailboxes(desk.db, desk.brand.id)).some(({ id }) => id === mailboxId);
    if (fetched) return announce(desk.db, { type: 'look', mailboxId });
  }
  if (mailboxId !== null && kindOf(way) === 'round-trip') {
    const mailbox = (await canaryMailboxes(desk)).find(({ id }) => roundTripOf(id) === way);
    if (mailbox && (await isAutomaticMailStopped(desk)))
      throw new NamedError(
        'automatic-mail-stopped',
        'Let it go on under Settings > Automatic mail; then look again.',
      );
    if (mailbox) {
      await sendCanaryTo(desk, mailbox, true);
      return;
    }
  }
  throw new NamedError(
    'way-not-looked-at',
    'Only mailboxes that are fetched, the relay, and round trips can be looked at now.',
  );
}
