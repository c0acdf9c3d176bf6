/** A desk for a run outside vitest: PostgreSQL and files of its own in one folder, the demo brand, a clock that stands still. */
import { join } from 'node:path';
import { type Desk, loadProfile, seedWorkspace } from '#features/workspace/index.ts';
import { fixedClock } from '#platform/clock.ts';
import { openDatabase } from '#platform/database/connect.ts';
import { startEmbedded } from '#platform/database/embedded.ts';
import { migrate } from '#platform/database/migrate.ts';
import { tableResolver } from '#platform/dns/testing.ts';
import { openLocalFileStore } from '#platform/files/local-file-store.ts';
import { createLog } from '#platform/log.ts';
import { createPermissionRegistry } from '#platform/permit/permit.ts';
import { openSecretBox } from '#platform/signing/secret-box.ts';
import { demoProfileDir } from '#test/torture/demo-profile.ts';
import { fixedKeys } from './run.ts';

/** Nothing waits for the disk: what is looked for here is not durability. */
export async function openFuzzDesk(dataDir: string): Promise<{ desk: Desk; close(): Promise<void> }> {
  const server = await startEmbedded({ dataDir, durable: false });
  const admin = await openDatabase({ url: server.url('postgres'), maxConnections: 1 });
  await admin.pool.query('create database fuzz');
  await admin.close();
  const database = await openDatabase({ url: server.url('fuzz'), name: 'posthaste fuzz' });
  await migrate(database);
  const profile = await loadProfile(demoProfileDir);
  const desk: Desk = {
    pool: database.pool,
    db: database.db,
    clock: fixedClock('2026-11-23T12:00:00.000Z'),
    files: await openLocalFileStore(join(dataDir, 'files')),
    log: createLog('silent'),
    keys: fixedKeys(),
    secrets: openSecretBox(join(dataDir, 'secret.key')),
    dns: tableResolver(),
    permissions: createPermissionRegistry([]),
    brand: await seedWorkspace(database.db, profile),
    profile,
    settings: {
      publicUrl: 'http://desk.example.com',
      undoSeconds: 10,
      maxMessageBytes: 50 * 1024 * 1024,
      ticketsPerSenderAndHour: 1_000_000,
      frontServers: [],
      trustedSealers: [],
      imapCa: null,
      relay: null,
      canary: null,
      alarm: { afterMinutes: 10, webhook: null, mail: null, allowedNetworks: [] },
    },
  };
  return {
    desk,
    async close() {
      await database.close();
      await server.stop();
    },
  };
}
