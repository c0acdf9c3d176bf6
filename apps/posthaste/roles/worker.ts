/** The worker role: runs the jobs of all features, and sweeps what HTTP left behind. */
import { scheduleNight } from '#features/learning/index.ts';
import { accountLimits, renewDue } from '#features/mail-accounts/index.ts';
import { healthLimits, watchMail } from '#features/mail-health/index.ts';
import { reconcileDaily, scheduleExpiry } from '#features/mail-in/index.ts';
import { askRelay } from '#features/mail-out/index.ts';
import { roundTripLimits, tendCanaries } from '#features/round-trip/index.ts';
import { scheduleUploadSweep } from '#features/tickets/index.ts';
import { closeReadingThreads, readingThread } from '#features/triage/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { sweepHttpTables } from '#platform/http/sweep.ts';
import { startJobs } from '#platform/jobs/run-jobs.ts';
import { allJobs, healthPorts } from '../features.ts';
import type { Role } from '../lifecycle/role.ts';
import { repeat } from '../lifecycle/watch-door.ts';
import { openDesk } from '../open-desk.ts';

/** Most jobs wait for company, a relay or a parser thread: while one half shares a transaction, the other is being read. */
const jobsAtOnce = 32;
/** How often it is looked whether a folder was last compared more than a day ago. */
const reconcileLookMs = 30 * 60_000;
const sweepEveryMs = 10 * 60_000;

export const workerRole: Role = {
  name: 'worker',
  async start(context) {
    const desk = await openDesk(context);
    const { pool, db, log } = desk;
    await inTransaction(desk, async (tx) => {
      await scheduleUploadSweep(tx, desk);
      await scheduleExpiry(tx, desk);
      await scheduleNight(tx, desk);
    });
    // While it waits for its first mail, so that not even that one is read late.
    readingThread(desk.profile).warm();
    const runner = await startJobs({ pool, handlers: allJobs(desk), concurrency: jobsAtOnce, log });
    const sweep = setInterval(() => {
      sweepHttpTables(db).catch((err: unknown) => log.warn({ err }, 'could not sweep old request records'));
    }, sweepEveryMs);
    const ports = healthPorts(desk);
    const ends = [
      repeat(desk, reconcileLookMs, 'could not look which mailboxes to compare', async () => {
        await reconcileDaily(desk);
      }),
      repeat(desk, healthLimits.relayEvery, 'could not ask the relay', () => askRelay(desk)),
      repeat(desk, accountLimits.renewEvery, 'could not renew tokens', () => renewDue(desk)),
      repeat(desk, roundTripLimits.tendEvery, 'could not look after mail to ourselves', () =>
        tendCanaries(desk),
      ),
      repeat(desk, healthLimits.judgeEvery, 'could not look how mail fares', () => watchMail(desk, ports)),
    ];
    return {
      lines: [],
      async stop() {
        clearInterval(sweep);
        for (const end of ends) end();
        await runner.stop();
        await closeReadingThreads();
      },
    };
  },
};
