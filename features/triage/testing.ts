/** For tests that have mails understood. */
import { beforeAll } from 'vitest';
import type { Desk } from '#features/workspace/index.ts';
import { migrateJobs } from '#platform/jobs/run-jobs.ts';
import { readingThread } from './reading-thread.ts';

/** Training the model on a machine that has much else to do. */
const booksMs = 120_000;

/** The desk's books are made before the first test, whose own time they would cost. Call it at the top of a file. */
export function readerIsWarm(desk: Pick<Desk, 'profile' | 'pool'>): void {
  beforeAll(async () => {
    await migrateJobs(desk.pool);
    await readingThread(desk.profile).read({
      subject: '',
      body: 'Hello',
      language: 'en',
      receivedAt: '2026-11-23T12:00:00.000Z',
    });
  }, booksMs);
}
