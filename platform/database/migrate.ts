/**
 * Migrations: plain SQL files in database/migrations, named `YYYYMMDDHHMM-what-it-does.sql`, applied in name order,
 * each in a transaction of its own together with its row in `schema_migrations`. Racing processes wait for each other.
 * An applied file must never change: its checksum is kept, and a changed or unknown one stops the start.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { migrateJobs } from '../jobs/run-jobs.ts';
import { log } from '../log.ts';
import type { Database } from './connect.ts';

export type Migration = { name: string; sql: string; checksum: string };

/** Code and database do not fit together; the message says which file and what to do. */
export class MigrationRefusedError extends Error {
  override name = 'MigrationRefusedError';
}

export const migrationsFolder: string = fileURLToPath(new URL('../../database/migrations', import.meta.url));

const NAME = /^\d{12}-[a-z0-9]+(?:-[a-z0-9]+)*\.sql$/;
/** Any fixed number does; all migrators of one database must use the same. */
const LOCK_KEY = 7_678_431_902;
/** A migration that waits longer for a table would stop every query queued behind it. */
const LOCK_LIMIT_MS = 15_000;

/** All migrations of a folder in order. Throws MigrationRefusedError for a name outside the form. */
export async function readMigrations(folder: string = migrationsFolder): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      if (!NAME.test(name)) {
        throw new MigrationRefusedError(`${name} is not named like 202601311200-what-it-does.sql`);
      }
      const sql = await readFile(join(folder, name), 'utf8');
      // Line ends differ between checkouts on Windows and elsewhere; the SQL does not.
      const checksum = createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
      return { name: basename(name, '.sql'), sql, checksum };
    }),
  );
}

/** Which migrations are still to be applied. Throws MigrationRefusedError when database and code disagree. */
export function pendingMigrations(
  known: readonly Migration[],
  applied: ReadonlyMap<string, string>,
): Migration[] {
  const byName = new Map(known.map((migration) => [migration.name, migration]));
  for (const [name, checksum] of applied) {
    const migration = byName.get(name);
    if (!migration) {
      throw new MigrationRefusedError(
        `The database is newer than this Posthaste: it has had "${name}", which this version does not know. ` +
          'Start the newer version, or restore a backup from before the upgrade.',
      );
    }
    if (migration.checksum !== checksum) {
      throw new MigrationRefusedError(
        `database/migrations/${name}.sql was changed after it had been applied to this database. ` +
          'Put the file back as it was and add a new migration for the change.',
      );
    }
  }
  return known.filter((migration) => !applied.has(migration.name));
}

async function appliedTo(client: pg.ClientBase): Promise<Map<string, string>> {
  const rows = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from schema_migrations order by name',
  );
  return new Map(rows.rows.map((row) => [row.name, row.checksum]));
}

async function apply(client: pg.ClientBase, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [
      migration.name,
      migration.checksum,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    const said = error instanceof Error ? error.message : String(error);
    throw new Error(`Migration ${migration.name} failed, and nothing of it was kept: ${said}`, {
      cause: error,
    });
  }
}

/**
 * Brings the database up to the code: first the job queue's own tables, then ours.
 * Returns the names it applied, in order; an empty list means that nothing was to do.
 */
export async function migrate(database: Database, folder: string = migrationsFolder): Promise<string[]> {
  const known = await readMigrations(folder);
  // A connection of its own: migrations may take longer than any query of the pool is allowed to.
  const client = new pg.Client({ connectionString: database.url, application_name: 'posthaste migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK_KEY]);
    await client.query(`set lock_timeout = ${LOCK_LIMIT_MS}`);
    await client.query(
      `create table if not exists schema_migrations (
         name text primary key,
         checksum text not null,
         applied_at timestamptz not null default now()
       )`,
    );
    const pending = pendingMigrations(known, await appliedTo(client));
    // Our migrations may add jobs, so the queue is there before them.
    await migrateJobs(database.pool);
    for (const migration of pending) {
      await apply(client, migration);
      log.debug({ migration: migration.name }, 'migration applied');
    }
    return pending.map((migration) => migration.name);
  } finally {
    await client.end(); // Ends the session and with it the lock.
  }
}

/** Names of migrations not applied yet, without touching anything. Throws MigrationRefusedError like migrate. */
export async function migrationsMissing(
  database: Database,
  folder: string = migrationsFolder,
): Promise<string[]> {
  const known = await readMigrations(folder);
  const table = await database.pool.query(`select to_regclass('schema_migrations') is not null as made`);
  if (!table.rows[0]?.made) return known.map((migration) => migration.name);
  const client = await database.pool.connect();
  try {
    return pendingMigrations(known, await appliedTo(client)).map((migration) => migration.name);
  } finally {
    client.release();
  }
}
