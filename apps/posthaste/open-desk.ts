/** Makes the `Desk` that every command relies on, from what `start` (or a short command) has opened. */
import { join } from 'node:path';
import { type Desk, seedWorkspace } from '#features/workspace/index.ts';
import { createPermissionRegistry } from '#platform/permit/permit.ts';
import { openKeyRing } from '#platform/signing/key-ring.ts';
import { openSecretBox } from '#platform/signing/secret-box.ts';
import { permissionTables } from './features.ts';
import type { RoleContext } from './lifecycle/role.ts';

/** Seconds an answer can be taken back. */
const undoSeconds = 10;

export type DeskParts = Pick<RoleContext, 'config' | 'database' | 'files' | 'profile' | 'clock' | 'log'>;

const opened = new WeakMap<DeskParts['database'], Promise<Desk>>();

/** The desk of these parts; roles of one process share one. Seeds brand, teams and mailboxes when they are missing. */
export function openDesk(parts: DeskParts): Promise<Desk> {
  const known = opened.get(parts.database);
  if (known) return known;
  const desk = makeDesk(parts);
  opened.set(parts.database, desk);
  return desk;
}

async function makeDesk(parts: DeskParts): Promise<Desk> {
  const { config, database, files, profile, clock, log } = parts;
  return {
    pool: database.pool,
    db: database.db,
    clock,
    files,
    log,
    keys: await openKeyRing(database.db),
    secrets: openSecretBox(join(config.dataDir, 'secret.key')),
    permissions: createPermissionRegistry(permissionTables),
    brand: await seedWorkspace(database.db, profile),
    profile,
    settings: {
      publicUrl: config.http.publicUrl,
      undoSeconds,
      maxMessageBytes: config.smtp.maxMessageBytes,
      relay: config.relay,
    },
  };
}
