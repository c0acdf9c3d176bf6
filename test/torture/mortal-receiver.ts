/**
 * A process that receives and reads mail and kills itself with SIGKILL at a chosen instant:
 * `node mortal-receiver.ts DATABASE_URL DATA_DIR WHEN COUNT`. WHEN is `asking` (before the COUNTth statement is sent),
 * `answered` (after its answer came), or `filed` (after the COUNTth file is stored). Prints its SMTP port.
 */
import { join } from 'node:path';
import type pg from 'pg';
import { jobs } from '#features/mail-in/jobs.ts';
import { openSmtpDoor } from '#features/mail-in/smtp.ts';
import { type Desk, loadProfile, seedWorkspace } from '#features/workspace/index.ts';
import { makeSelfSigned } from '#mail/smtp/self-signed.ts';
import { systemClock } from '#platform/clock.ts';
import { DatabaseClient } from '#platform/database/client.ts';
import { openDatabase } from '#platform/database/connect.ts';
import { tableResolver } from '#platform/dns/testing.ts';
import { openLocalFileStore } from '#platform/files/local-file-store.ts';
import { startJobs } from '#platform/jobs/run-jobs.ts';
import { createLog } from '#platform/log.ts';
import { createPermissionRegistry } from '#platform/permit/permit.ts';
import { openKeyRing } from '#platform/signing/key-ring.ts';
import { openSecretBox } from '#platform/signing/secret-box.ts';
import { demoProfileDir } from './demo-profile.ts';

const [url = '', dataDir = '', when = '', count = ''] = process.argv.slice(2);
let left = Number.POSITIVE_INFINITY;

/** The instant: nothing after it runs, no handler, no flush. */
function tick(kind: string): void {
  if (kind !== when) return;
  left -= 1;
  if (left <= 0) process.kill(process.pid, 'SIGKILL');
}

const plainQuery: unknown = DatabaseClient.prototype.query;
// The statements of pg are watched from outside, so that the code under test is the code that ships.
Object.defineProperty(DatabaseClient.prototype, 'query', {
  value: function watched(this: pg.Client, ...args: unknown[]): unknown {
    tick('asking');
    if (typeof plainQuery !== 'function') throw new TypeError('pg has no query');
    const answer: unknown = Reflect.apply(plainQuery, this, args);
    if (!(answer instanceof Promise)) return answer;
    return answer.then((value: unknown) => {
      tick('answered');
      return value;
    });
  },
});

const database = await openDatabase({ url });
const files = await openLocalFileStore(join(dataDir, 'files'));
const profile = await loadProfile(demoProfileDir);
const desk: Desk = {
  pool: database.pool,
  db: database.db,
  clock: systemClock,
  files: {
    ...files,
    async put(content) {
      const stored = await files.put(content);
      tick('filed');
      return stored;
    },
  },
  log: createLog('silent'),
  keys: await openKeyRing(database.db),
  secrets: openSecretBox(join(dataDir, 'secret.key')),
  dns: tableResolver(),
  permissions: createPermissionRegistry([]),
  brand: await seedWorkspace(database.db, profile),
  profile,
  settings: {
    publicUrl: 'http://desk.example.com',
    undoSeconds: 10,
    maxMessageBytes: 50 * 1024 * 1024,
    ticketsPerSenderAndHour: 100,
    frontServers: [],
    trustedSealers: [],
    imapCa: null,
    relay: null,
    canary: null,
    alarm: { afterMinutes: 10, webhook: null, mail: null, allowedNetworks: [] },
  },
};
await startJobs({ pool: desk.pool, handlers: jobs(desk), concurrency: 4, log: desk.log });
const door = await openSmtpDoor(desk, {
  host: '127.0.0.1',
  port: 0,
  name: 'mx.example.com',
  tls: makeSelfSigned('mx.example.com', new Date()),
});
left = Number(count);
process.stdout.write(`${door.port}\n`);
