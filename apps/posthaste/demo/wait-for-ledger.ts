/** Waits until the desk has read the demo's mails and done what follows from them. */
import { setTimeout as wait } from 'node:timers/promises';
import { findFates, type LedgerFate } from '#features/mail-in/index.ts';
import { considerAcknowledgement } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { countDueJobs, makeDue } from '#platform/jobs/due-jobs.ts';

const lookEveryMs = 60;
/** A round has at most some eighty small mails; reading takes seconds even on a slow machine. */
const longestMs = 90_000;

/**
 * Calls back at every look with the mails that were read since the look before. Resolves when all have their fate and
 * no job that is due is left, or throws after a minute and a half with the number that is missing.
 */
export async function waitForLedger(
  desk: Pick<Desk, 'db'>,
  ids: readonly string[],
  signal: AbortSignal,
  onRead: (fates: readonly LedgerFate[]) => void,
): Promise<void> {
  const open = new Set(ids);
  const until = performance.now() + longestMs;
  for (;;) {
    const fates = await findFates(desk.db, [...open]);
    for (const { id } of fates) open.delete(id);
    if (fates.length > 0) onRead(fates);
    // The story goes on at once: nothing of it comes late that a confirmation would have to wait for.
    if (open.size === 0) await makeDue(desk.db, considerAcknowledgement);
    const jobs = open.size === 0 ? await countDueJobs(desk.db) : null;
    if (jobs === 0) return;
    if (performance.now() > until) {
      throw new Error(
        open.size > 0
          ? `${open.size} demo mails were not read in time`
          : `${jobs} jobs were not done in time after the demo mails`,
      );
    }
    await wait(lookEveryMs, undefined, { signal });
  }
}
