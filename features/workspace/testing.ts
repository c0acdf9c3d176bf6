/** A whole desk for tests: real database, real files, the demo profile, a clock that stands still. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { type FixedClock, fixedClock } from '#platform/clock.ts';
import type { Database } from '#platform/database/connect.ts';
import { type TableResolver, tableResolver } from '#platform/dns/testing.ts';
import { openLocalFileStore } from '#platform/files/local-file-store.ts';
import { createLog } from '#platform/log.ts';
import { createPermissionRegistry, type PermissionTable } from '#platform/permit/permit.ts';
import { openKeyRing } from '#platform/signing/key-ring.ts';
import { openSecretBox } from '#platform/signing/secret-box.ts';
import { testDatabase } from '#test/setup/database.ts';
import type { Desk } from './desk.ts';
import { loadProfile } from './profile/load-profile.ts';
import { seedWorkspace } from './store/seed-workspace.ts';

export type TestDesk = Desk & {
  clock: FixedClock;
  /** Knows no name until the test says so. */
  dns: TableResolver;
  database: Database;
  /** Folder of this desk's files; removed after the test file. */
  dataDir: string;
  /** The mailbox of the support address. */
  mailbox: { id: string; address: string };
  /** Team ids by key. */
  teams: Readonly<Record<string, string>>;
};

export const demoProfileDir = fileURLToPath(new URL('../../profiles/oura', import.meta.url));

/** The moment the test clock shows: a Monday, 12:00 UTC. */
export const testNow = '2026-11-23T12:00:00.000Z';

/**
 * Makes a desk on a database of its own. Call it at the top of a test file; everything is closed and removed after
 * the file. `permissions` are the tables of the features under test.
 */
export async function testDesk(
  options: { permissions?: readonly PermissionTable[] } = {},
): Promise<TestDesk> {
  const database = await testDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'posthaste-desk-'));
  afterAll(() => rm(dataDir, { recursive: true, force: true }));
  const profile = await loadProfile(demoProfileDir);
  const brand = await seedWorkspace(database.db, profile);
  const mailbox = await database.db
    .selectFrom('mailbox')
    .select(['id', 'address'])
    .where('brandId', '=', brand.id)
    .executeTakeFirstOrThrow();
  const teams = await database.db.selectFrom('team').select(['id', 'key']).execute();
  return {
    database,
    dataDir,
    mailbox,
    teams: Object.fromEntries(teams.map((team) => [team.key, team.id])),
    pool: database.pool,
    db: database.db,
    clock: fixedClock(testNow),
    files: await openLocalFileStore(join(dataDir, 'files')),
    log: createLog('silent'),
    keys: await openKeyRing(database.db),
    secrets: openSecretBox(join(dataDir, 'secret.key')),
    dns: tableResolver(),
    permissions: createPermissionRegistry(options.permissions ?? []),
    brand,
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
}
