/** Opens the database a configuration names: one of the owner's, or the embedded one, started when need be. */

import type { Config } from '#platform/config/config.ts';
import { type Database, openDatabase } from '#platform/database/connect.ts';
import { startEmbedded } from '#platform/database/embedded.ts';
import { migrate } from '#platform/database/migrate.ts';
import { lockHolder, takeLockPatiently } from './lock.ts';

export type OpenedDatabase = {
  database: Database;
  /** Migrations applied just now. */
  applied: readonly string[];
  /** What was done to the machine, for the owner. */
  notices: readonly string[];
  /** Process of the embedded server when it is ours. */
  serverPid: number | null;
  /** Where the embedded database lives; null: a database of the owner's. */
  pgData: string | null;
  close(): Promise<void>;
};

/** How long a start waits for a short command that uses the same data folder. */
const PATIENCE_MS = 30_000;

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
  let serverPid: number | null = null;
  let pgData: string | null = null;
  if (config.database) {
    url = config.database.url;
  } else {
    const beside = kind === 'command' && lockHolder(config.dataDir)?.kind === 'desk';
    if (!beside) {
      const lock = await takeLockPatiently(config.dataDir, kind, what, PATIENCE_MS);
      undo.defer(() => lock.release());
    }
    const server = await startEmbedded({ dataDir: config.dataDir, mode: beside ? 'share' : 'own' });
    undo.defer(() => server.stop());
    url = server.url();
    notices = server.notices;
    pgData = server.pgData;
    serverPid = beside ? null : server.pid;
  }
  const database = await openDatabase({ url, name: `posthaste ${what}` });
  undo.defer(() => database.close());
  const applied = await migrate(database);
  const kept = undo.move();
  return { database, applied, notices, serverPid, pgData, close: () => kept.disposeAsync() };
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
