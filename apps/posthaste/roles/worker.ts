/** The worker role: runs the jobs of all features, and sweeps what HTTP left behind. */
import { scheduleExpiry } from '#features/mail-in/index.ts';
import { scheduleUploadSweep } from '#features/tickets/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { sweepHttpTables } from '#platform/http/sweep.ts';
import { startJobs } from '#platform/jobs/run-jobs.ts';
import { allJobs } from '../features.ts';
import type { Role } from '../lifecycle/role.ts';
import { openDesk } from '../open-desk.ts';

/** Most jobs wait for company, a relay or a parser thread: while one half shares a transaction, the other is being read. */
const jobsAtOnce = 32;
const sweepEveryMs = 10 * 60_000;

export const workerRole: Role = {
  name: 'worker',
  async start(context) {
    const desk = await openDesk(context);
    const { pool, db, log } = desk;
    await inTransaction(desk, async (tx) => {
      await scheduleUploadSweep(tx, desk);
      await scheduleExpiry(tx, desk);
    });
    const runner = await startJobs({ pool, handlers: allJobs(desk), concurrency: jobsAtOnce, log });
    const sweep = setInterval(() => {
      sweepHttpTables(db).catch((err: unknown) => log.warn({ err }, 'could not sweep old request records'));
    }, sweepEveryMs);
    return {
      lines: [],
      async stop() {
        clearInterval(sweep);
        await runner.stop();
      },
    };
  },
};
