/** Background work of receiving. */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { addJob, handle, type JobHandler } from '#platform/jobs/job.ts';
import { expireQuarantine, scheduleExpiry } from './commands/expire-quarantine.ts';
import { readMail } from './commands/read-mail.ts';
import { reconcileMailbox } from './commands/reconcile-folder.ts';
import { expireQuarantineJob, readMailJob, reconcileJob } from './job-definitions.ts';
import { mailInLimits } from './limits.ts';
import { findForgotten } from './store/ledger-rows.ts';
import { mailboxesToReconcile } from './store/reconciliations.ts';

/** Handlers for the worker role. */
export function jobs(desk: Desk): JobHandler[] {
  return [
    handle(readMailJob, async ({ id }) => {
      await readMail(desk, id);
    }),
    handle(expireQuarantineJob, async () => {
      await expireQuarantine(desk);
      await inTransaction(desk, (tx) => scheduleExpiry(tx, desk, 1));
    }),
    handle(reconcileJob, ({ mailboxId }) => reconcileMailbox(desk, mailboxId)),
  ];
}

/**
 * Gives a job to every mail that waits without one (its tries were used up while the database was away for hours).
 * Reading is idempotent, so a second job does no harm. Returns how many.
 */
export async function remindForgotten(desk: Desk): Promise<number> {
  const before = new Date(desk.clock.now().getTime() - mailInLimits.forgottenSeconds * 1000);
  const ids = await findForgotten(desk.db, before);
  for (const id of ids) {
    await inTransaction(desk, (tx) =>
      addJob(tx, readMailJob, { id }, { key: `read-mail:${id}`, priority: 5 }),
    );
  }
  return ids.length;
}

/** Has every mailbox compared with the ledger once a day. Safe to call often and in many processes. Returns how many. */
export async function reconcileDaily(desk: Desk): Promise<number> {
  const before = new Date(desk.clock.now().getTime() - mailInLimits.reconcileHours * 3_600_000);
  const ids = await mailboxesToReconcile(desk.db, desk.brand.id, before);
  for (const mailboxId of ids) await askReconcile(desk, mailboxId);
  return ids.length;
}

/** Has one mailbox compared as soon as a worker is free; asked twice before that, once. */
export async function askReconcile(desk: Desk, mailboxId: string): Promise<void> {
  const key = `reconcile:${mailboxId}`;
  await inTransaction(desk, (tx) => addJob(tx, reconcileJob, { mailboxId }, { key }));
}
