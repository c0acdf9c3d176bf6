/** Mail of the desk to itself by the clock: sends what is due, forgets what is over. */
import {
  addCanary,
  expectWay,
  forgetWay,
  healthLimits,
  kindOf,
  listWays,
  lockLastCanary,
  noteOverdue,
  roundTripOf,
  sweepCanaries,
} from '#features/mail-health/index.ts';
import { removeOldCanaries } from '#features/mail-in/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { addJob } from '#platform/jobs/job.ts';
import { sendCanaryJob } from '../jobs-contract.ts';
import { type CanaryMailbox, canaryMailboxes, isAutomaticMailStopped } from './canary-mailboxes.ts';

/** Safe to run at any time and in many processes: one mail is under way to each mailbox, and none before its time. */
export async function tendCanaries(desk: Desk): Promise<void> {
  const now = desk.clock.now();
  await noteOverdue(desk.db, now);
  await sweepCanaries(desk.db, now);
  await removeOldCanaries(desk, healthLimits.canaryKeepDays);
  const mailboxes = await canaryMailboxes(desk);
  const watched = new Set(mailboxes.map(({ id }) => roundTripOf(id)));
  for (const { id } of await listWays(desk.db)) {
    if (kindOf(id) === 'round-trip' && !watched.has(id)) await forgetWay(desk.db, id);
  }
  if (mailboxes.length === 0 || (await isAutomaticMailStopped(desk))) return;
  for (const mailbox of mailboxes) await sendCanaryTo(desk, mailbox, false);
}

/** Has one sent to this mailbox. `now`: before its time, because somebody asks; never while another is under way. */
export async function sendCanaryTo(desk: Desk, mailbox: CanaryMailbox, now: boolean): Promise<boolean> {
  const at = desk.clock.now();
  const everyMs = (desk.settings.canary?.everyMinutes ?? 0) * 60_000;
  await expectWay(desk.db, roundTripOf(mailbox.id), at);
  return inTransaction(desk, async (tx) => {
    const last = await lockLastCanary(tx, mailbox.id);
    if (!now && last !== null && at.getTime() - last.getTime() < everyMs) return false;
    const canary = {
      id: newId(),
      brandId: desk.brand.id,
      mailboxId: mailbox.id,
      purpose: 'canary' as const,
      at,
    };
    if (!(await addCanary(tx, canary))) return false;
    await addJob(tx, sendCanaryJob, { id: canary.id, mailboxId: mailbox.id, to: mailbox.address });
    return true;
  });
}
