/** A worker process of its own, for tests that kill it: `node sending-child.ts <database> <data folder> <relay port>`. */
import { join } from 'node:path';
import { fixedClock } from '#platform/clock.ts';
import { openDatabase } from '#platform/database/connect.ts';
import { openLocalFileStore } from '#platform/files/local-file-store.ts';
import { startJobs } from '#platform/jobs/run-jobs.ts';
import { createLog } from '#platform/log.ts';
import { openSecretBox } from '#platform/signing/secret-box.ts';
import { sendingJobs } from '../jobs.ts';
import { relayTo } from './testing-servers.ts';

const [url = '', dataDir = '', port = ''] = process.argv.slice(2);
const { db, pool } = await openDatabase({ url, name: 'sending child' });
const desk = {
  db,
  pool,
  clock: fixedClock('2026-11-23T12:00:00Z'),
  files: await openLocalFileStore(join(dataDir, 'files')),
  log: createLog('silent'),
  secrets: openSecretBox(join(dataDir, 'secret.key')),
};
const relay = relayTo(Number(port), { socket: 60_000, greeting: 60_000 });
await startJobs({ pool, handlers: sendingJobs(desk, relay), concurrency: 1, log: desk.log });
