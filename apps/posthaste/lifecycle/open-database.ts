/** Opens the database a configuration names: one of the owner's, or the embedded one, started when need be. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '#platform/config/config.ts';
import { type Database, openDatabase } from '#platform/database/connect.ts';
import { embeddedReady, startEmbedded } from '#platform/database/embedded.ts';
import { type KeptServer, keepEmbedded } from '#platform/database/keep-embedded.ts';
import { migrate } from '#platform/database/migrate.ts';
import { log } from '#platform/log.ts';
import { RefusedError } from '../command.ts';
import { type Lock, LockHeldError, lockHolder, takeLockPatiently } from './lock.ts';

export type OpenedDatabase = {
  database: Database;
  /** Migrations applied just now. */
  applied: readonly string[];
  /** What was done to the machine, for the owner. */
  notices: readonly string[];
  /** Process of the embedded server that runs now, when it is ours. */
  serverPid(): number | null;
  /** Where the embedded database lives; null: a database of the owner's. */
  pgData: string | null;
  close(): Promise<void>;
};

/** How long a start waits for a short command that uses the same data folder. */
const PATIENCE_MS = 30_000;
const POLL_MS = 50;

/**
 * Locks the data folder (embedded only), starts the server, connects and migrates. `close` undoes all of it in order.
 * A command with a desk running beside it uses the desk's server and leaves it alone.
 */
export async function openDeskDatabase(
  config: Pick<Config, 'dataDir' | 'database'>,
  kind: 'desk' | 'command',
  what: string,
): Promise<OpenedDatabase> {
  await using undo = new AsyncDisposableStack();
  let url: string;
  let notices: readonly string[] = [];
  let serverPid = (): number | null => null;
  let pgData: string | null = null;
  if (config.database) {
    url = config.database.url;
  } else {
    const lock = await lockOrShare(config.dataDir, kind, what);
    undo.defer(() => lock?.release());
    const beside = lock === null;
    const server = await openServer(config.dataDir, kind, beside);
    undo.defer(() => server.stop());
    url = server.url();
    notices = server.notices;
    pgData = server.pgData;
    if (!beside) serverPid = server.pid;
  }
  const database = await openDatabase({ url, name: `posthaste ${what}` });
  undo.defer(() => database.close());
  const applied = await migrate(database);
  const kept = undo.move();
  return { database, applied, notices, serverPid, pgData, close: () => kept.disposeAsync() };
}

/** A desk looks after its server for as long as it runs; a command is over soon. */
async function openServer(dataDir: string, kind: 'desk' | 'command', beside: boolean): Promise<KeptServer> {
  if (kind === 'desk') return keepEmbedded({ dataDir }, log);
  const server = await startEmbedded({ dataDir, mode: beside ? 'share' : 'own' });
  return { ...server, pid: () => server.pid };
}

/** The lock of the data folder; null for a command when a desk holds it, whose database it then shares. */
async function lockOrShare(dataDir: string, kind: 'desk' | 'command', what: string): Promise<Lock | null> {
  while (kind === 'desk' || !(await besideDesk(dataDir))) {
    try {
      return await takeLockPatiently(dataDir, kind, what, PATIENCE_MS);
    } catch (error) {
      // The desk was quicker: look again, it is there now.
      const desk = error instanceof LockHeldError && error.holder.kind === 'desk';
      if (kind === 'desk' || !desk) throw error;
    }
  }
  return null;
}

/** True when a desk runs on this folder. One that is just starting has the lock before its database answers: wait for it. */
async function besideDesk(dataDir: string): Promise<boolean> {
  const until = performance.now() + PATIENCE_MS;
  while (lockHolder(dataDir)?.kind === 'desk') {
    if (embeddedReady(dataDir)) return true;
    if (performance.now() > until) {
      throw new RefusedError(
        'The desk on this data folder is still starting its database. Try again in a moment.',
      );
    }
    await wait(POLL_MS);
  }
  return false;
}

/** Runs `work` with the database of the desk, whether the desk runs or not. */
export async function withDatabase<T>(
  config: Pick<Config, 'dataDir' | 'database'>,
  what: string,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const opened = await openDeskDatabase(config, 'command', what);
  try {
    return await work(opened.database);
  } finally {
    await opened.close();
  }
}
