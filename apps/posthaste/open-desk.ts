/** Makes the `Desk` that every command relies on, from what `start` (or a short command) has opened. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seedAddresses } from '#features/addresses/index.ts';
import { knowledgeOf } from '#features/brand-knowledge/index.ts';
import { type Desk, loadProfile, seedWorkspace } from '#features/workspace/index.ts';
import { systemClock } from '#platform/clock.ts';
import type { Config } from '#platform/config/config.ts';
import { systemResolver } from '#platform/dns/system-resolver.ts';
import { openLocalFileStore } from '#platform/files/local-file-store.ts';
import { log } from '#platform/log.ts';
import { createPermissionRegistry } from '#platform/permit/permit.ts';
import { type KeyRing, openKeyRing, reloadMs } from '#platform/signing/key-ring.ts';
import { openSecretBox } from '#platform/signing/secret-box.ts';
import { permissionTables } from './features.ts';
import { withDatabase } from './lifecycle/open-database.ts';
import { profileFolder } from './lifecycle/profile-folder.ts';
import type { RoleContext } from './lifecycle/role.ts';

/** Seconds an answer can be taken back. */
const undoSeconds = 10;

export type DeskParts = Pick<RoleContext, 'config' | 'database' | 'files' | 'profile' | 'clock' | 'log'>;

/** Runs `work` with the whole desk, whether it runs beside us or not. For short commands. */
export async function withDesk<T>(
  config: Config,
  what: string,
  work: (desk: Desk) => Promise<T>,
): Promise<T> {
  return withDatabase(config, what, async (database) => {
    const profile = await loadProfile(profileFolder(config.brandProfile));
    const files = await openLocalFileStore(join(config.dataDir, 'files'));
    return work(await openDesk({ config, database, files, profile, clock: systemClock, log }));
  });
}

const opened = new WeakMap<DeskParts['database'], Promise<Desk>>();

/** The desk of these parts; roles of one process share one. Seeds brand, teams and mailboxes when they are missing. */
export function openDesk(parts: DeskParts): Promise<Desk> {
  const known = opened.get(parts.database);
  if (known) return known;
  const desk = makeDesk(parts);
  opened.set(parts.database, desk);
  return desk;
}

/** Keys that are made while we run are known before they sign. */
async function openFreshKeyRing({ database, clock, log: logger }: DeskParts): Promise<KeyRing> {
  const ring = await openKeyRing(database.db, clock);
  const look = (): Promise<void> =>
    ring.reload().catch((err: unknown) => logger.warn({ err }, 'could not look for new signing keys'));
  // Never a reason to go on living.
  setInterval(look, reloadMs).unref();
  return ring;
}

async function makeDesk(parts: DeskParts): Promise<Desk> {
  const { config, database, files, profile, clock } = parts;
  const brand = await seedWorkspace(database.db, profile);
  await seedAddresses(database.db, profile, brand.id, clock.now());
  const desk: Desk = {
    pool: database.pool,
    db: database.db,
    clock,
    files,
    log: parts.log,
    keys: await openFreshKeyRing(parts),
    secrets: openSecretBox(join(config.dataDir, 'secret.key')),
    dns: systemResolver(config.dnsServers),
    permissions: createPermissionRegistry(permissionTables),
    brand,
    profile,
    settings: {
      publicUrl: config.http.publicUrl,
      undoSeconds,
      maxMessageBytes: config.smtp.maxMessageBytes,
      ticketsPerSenderAndHour: config.ticketsPerSenderAndHour,
      frontServers: config.frontServers,
      trustedSealers: config.trustedSealers,
      imapCa: config.imap.ca === null ? null : await readFile(config.imap.ca, 'utf8'),
      relay: config.relay,
      canary: config.canary,
      alarm: config.alarm,
    },
  };
  // What people changed in the browser stands over the profile before anything reads it.
  await knowledgeOf(desk);
  return desk;
}
