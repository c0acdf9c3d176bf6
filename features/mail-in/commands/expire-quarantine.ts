/** Held mail leaves after its time, and never without a notice. */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction, type Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { announce } from '#platform/events/live.ts';
import { addJob } from '#platform/jobs/job.ts';
import { systemActor } from '#platform/permit/actor.ts';
import { expireQuarantineJob } from '../job-definitions.ts';
import { mailInLimits } from '../limits.ts';
import { lockExpired, tellExpiring } from '../store/held-mail.ts';
import { readKeeping } from '../store/keeping.ts';
import { removeHeld } from './remove-held.ts';

const hourMs = 3_600_000;

/** Adds the one sweep there is, or moves it; for the start of a worker. */
export async function scheduleExpiry(tx: Tx, desk: Pick<Desk, 'clock'>, inHours = 0): Promise<void> {
  const runAt = new Date(desk.clock.now().getTime() + inHours * hourMs);
  await addJob(tx, expireQuarantineJob, {}, { key: expireQuarantineJob.name, runAt });
}

/** Tells what leaves soon, and removes what was told and is over. @returns how many of each. */
export async function expireQuarantine(
  desk: Pick<Desk, 'db' | 'files' | 'clock' | 'brand' | 'log'>,
): Promise<{ told: number; removed: number }> {
  const keeping = await readKeeping(desk.db);
  const now = desk.clock.now();
  const told = await inTransaction(desk, async (tx) => {
    const count = await tellExpiring(tx, keeping, now);
    if (count > 0) await note(tx, desk, 'quarantine-expiring', count);
    return count;
  });
  let removed = 0;
  for (;;) {
    const count = await inTransaction(desk, async (tx) => {
      const mails = await lockExpired(tx, keeping, now, mailInLimits.expiryBatch);
      if (mails.length === 0) return 0;
      await removeHeld(tx, desk, mails, 'expired');
      await note(tx, desk, 'quarantine-expired', mails.length);
      return mails.length;
    });
    removed += count;
    if (count < mailInLimits.expiryBatch) break;
  }
  if (told + removed > 0) desk.log.info({ told, removed }, 'held mail that leaves quarantine');
  return { told, removed };
}

async function note(tx: Tx, desk: Pick<Desk, 'clock' | 'brand'>, kind: string, count: number): Promise<void> {
  await appendEvent(tx, {
    brandId: desk.brand.id,
    ticketId: null,
    kind,
    actor: systemActor('Quarantine'),
    data: { count },
    at: desk.clock.now(),
  });
  await announce(tx, { type: 'quarantine' });
}
