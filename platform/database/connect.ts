/** The one way to a PostgreSQL: a capped pool and Kysely over it. SQL names are snake_case, in code camelCase. */
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { type Logger, log } from '../log.ts';
import { DatabaseClient } from './client.ts';
import type { DB } from './schema.gen.ts';

export type Database = {
  pool: pg.Pool;
  db: Kysely<DB>;
  /** Where the database is; may hold a password, so it is never logged. */
  url: string;
  close(): Promise<void>;
};

export type OpenOptions = {
  url: string;
  /** Most connections of this process. */
  maxConnections?: number;
  /** Shown in pg_stat_activity. */
  name?: string;
  /** Where a lost connection is told; the log of the process unless set. */
  log?: Logger;
};

/** The database is too old, away, or refuses us; the message is one plain sentence. */
export class DatabaseUnusableError extends Error {
  override name = 'DatabaseUnusableError';
}

/** `UNIQUE NULLS NOT DISTINCT` and what we rely on of `MERGE` came with 15. */
const OLDEST_MAJOR = 15;
/** Three roles in one process share this; the embedded server allows 60 in all. */
const DEFAULT_POOL = 16;
const CONNECT_LIMIT_MS = 10_000;
const IDLE_LIMIT_MS = 30_000;
/** No query of ours is meant to take this long; one that does holds locks others wait for. */
const STATEMENT_LIMIT_MS = 60_000;
const IDLE_TRANSACTION_LIMIT_MS = 60_000;

function safeInteger(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new RangeError(`A number from the database is too large to be exact: ${text}`);
}

const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, safeInteger],
  // A date has no time zone; as a Date it would shift by a day in half of the world.
  [pg.types.builtins.DATE, (text) => text],
]);

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    parsers.get(oid) ??
    // pg's declaration lists the parsers by format; at run time the second argument is optional.
    pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

/** What went wrong, without the address: that may hold a password. */
function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join('; ');
  return error instanceof Error ? error.message : String(error);
}

/** SQLSTATE of a refused sign-in: invalid_authorization_specification and invalid_password. */
const REFUSED_SIGN_IN = new Set(['28000', '28P01']);
/** SQLSTATE invalid_catalog_name: there is no such database. */
const NO_DATABASE = '3D000';

/** One sentence that says what to look at. Names of user, machine and database are no secrets; the password is. */
function sentenceOf(error: unknown, client: pg.Client): string {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const code = first instanceof Error && 'code' in first ? String(first.code) : '';
  const { host, port, user, database } = client;
  if (REFUSED_SIGN_IN.has(code))
    return `The database refused the user "${user}" of DATABASE_URL (${reason(error)}). Correct user and password there.`;
  if (code === NO_DATABASE)
    return `There is no database "${database}" at ${host}:${port}. Create it, or correct its name in DATABASE_URL.`;
  if (code === 'ECONNREFUSED')
    return `Nothing answers at ${host}:${port}. Check that PostgreSQL runs there, or correct DATABASE_URL.`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `There is no machine called "${host}", or its name cannot be looked up now. Correct DATABASE_URL.`;
  return `The database does not answer: ${reason(error)}. Check DATABASE_URL and that the server runs.`;
}

async function checkServer(pool: pg.Pool, url: string): Promise<void> {
  let found: { rows: { version: string; number: string }[] };
  try {
    found = await pool.query(
      `select current_setting('server_version') as version, current_setting('server_version_num') as number`,
    );
  } catch (cause) {
    throw new DatabaseUnusableError(sentenceOf(cause, new pg.Client(url)), { cause });
  }
  const row = found.rows[0];
  if (row && Number(row.number) >= OLDEST_MAJOR * 10_000) return;
  throw new DatabaseUnusableError(
    `The database is PostgreSQL ${row?.version}, and Posthaste needs ${OLDEST_MAJOR} or newer. ` +
      'Upgrade the server, or leave DATABASE_URL out to use the embedded one.',
  );
}

/**
 * Opens a pool to the database and checks that it answers and is new enough.
 * `bigint` comes back as number (a value beyond 2^53 is an error, never rounded), timestamps as Date, dates as text.
 * Throws DatabaseUnusableError.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const pool = new pg.Pool({
    Client: DatabaseClient,
    connectionString: options.url,
    max: options.maxConnections ?? DEFAULT_POOL,
    application_name: options.name ?? 'posthaste',
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    idleTimeoutMillis: IDLE_LIMIT_MS,
    statement_timeout: STATEMENT_LIMIT_MS,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_LIMIT_MS,
    types,
  });
  let closing: Promise<void> | null = null;
  // Without a listener, a server restart would end our process by an unhandled 'error' event; the pool dials anew.
  const lost = (error: Error): void => {
    // After our goodbye a server that is being stopped may still end the connection itself: that is no loss.
    if (closing === null)
      (options.log ?? log).warn({ reason: reason(error) }, 'a database connection was lost');
  };
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    // Keys inside JSON columns are data, not column names.
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  const close = (): Promise<void> => {
    // Kysely ends the pool only when it has used it once.
    closing ??= db.destroy().then(() => (pool.ending ? undefined : pool.end()));
    return closing;
  };
  try {
    await checkServer(pool, options.url);
  } catch (error) {
    await close();
    throw error;
  }
  return { pool, db, url: options.url, close };
}
