/** Begins a test of a mailbox or of the relay; a worker takes it up. */
import { allMailboxes, type Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { addJob } from '#platform/jobs/job.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { runMailTestJob } from '../jobs-contract.ts';
import { roundTripLimits } from '../limits.ts';
import { planTest } from '../rules/steps.ts';
import { addMailTest, tidyMailTests } from '../store/mail-tests.ts';

/** `mailboxId` null: the relay. Throws `mailbox-not-found`, `mail-test-running`. */
export async function startMailTest(desk: Desk, actor: Actor, mailboxId: string | null): Promise<string> {
  permit(actor, 'mail-test:run');
  const mailboxes = await allMailboxes(desk.db, desk.brand.id);
  const mailbox = mailboxes.find((one) => one.id === mailboxId) ?? null;
  if (mailboxId !== null && mailbox === null)
    throw new NamedError('mailbox-not-found', 'No mailbox has this id.');
  const now = desk.clock.now();
  const steps = planTest({
    relay: desk.settings.relay !== null,
    mailbox: mailbox && { imap: mailbox.imap !== null },
  });
  const id = newId();
  await inTransaction(desk, async (tx) => {
    const brokenOff = new Date(now.getTime() - roundTripLimits.brokenOff);
    await tidyMailTests(tx, { brokenOff, now, kept: roundTripLimits.keptTests });
    const test = { id, brandId: desk.brand.id, mailboxId, startedBy: actor.name, startedAt: now, steps };
    if (!(await addMailTest(tx, test)))
      throw new NamedError('mail-test-running', 'It ends by itself within two minutes; then test again.');
    await addJob(tx, runMailTestJob, { id });
  });
  return id;
}
