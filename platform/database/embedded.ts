/**
 * The embedded PostgreSQL: real server binaries from npm, started and stopped with the desk.
 *
 * It listens on a Unix socket in a private folder only, so there is no port and no password. It runs in a process
 * group of its own: Ctrl-C in the terminal reaches Posthaste alone, which drains its work and then stops the server.
 * When Posthaste is killed, the server lives on; the next start ends it in order and starts afresh.
 */
import { type SpawnOptions, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { type Place, preparePlace, prepareSocketDir } from './embedded-place.ts';
import { clearStaleFiles, endPostmaster, findPostmaster } from './embedded-process.ts';

export type EmbeddedOptions = {
  /** The desk's data folder. */
  dataDir: string;
  /** False only in tests: commits do not wait for the disk. */
  durable?: boolean;
  /** 'own' (the desk): a server left running is replaced. 'share' (other commands): a running one is used and left. */
  mode?: 'own' | 'share';
  /** Most connections at a time; each costs some memory. */
  maxConnections?: number;
};

export type EmbeddedServer = {
  pid: number;
  /** Where the database lives: in the data folder, or elsewhere when the server's user cannot enter that. */
  pgData: string;
  socketDir: string;
  /** What was done to the machine, one plain sentence each. */
  notices: string[];
  /** Connection address of a database on this server. */
  url(database?: string): string;
  /** Ends the server, unless it was found running in mode 'share'. */
  stop(): Promise<void>;
};

/** The embedded server did not come up; the message carries its last words. */
export class EmbeddedStartError extends Error {
  override name = 'EmbeddedStartError';
}

export const EMBEDDED_USER = 'posthaste';
export const EMBEDDED_DATABASE = 'posthaste';

const POLL_MS = 5;
/** Replaying the log after a crash of a large desk takes its time; longer than this is a fault. */
const START_LIMIT_MS = 180_000;
const INIT_LIMIT_MS = 60_000;
const MAX_LOG_BYTES = 10 * 1024 * 1024;
const DEFAULT_CONNECTIONS = 60;
/** The server gets none of our environment: it may hold secrets, and LC_* and PG* would change its behaviour. */
const SERVER_ENV = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' };

function settings(socketDir: string, options: EmbeddedOptions): Record<string, string> {
  const flag = options.durable === false ? 'off' : 'on';
  return {
    listen_addresses: '',
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    max_connections: String(options.maxConnections ?? DEFAULT_CONNECTIONS),
    fsync: flag,
    synchronous_commit: flag,
    full_page_writes: flag,
    shared_buffers: '64MB',
    max_wal_size: '512MB',
    jit: 'off', // Our queries are short; compiling them costs more than it saves.
    autovacuum: 'on',
    max_parallel_workers_per_gather: '0', // Needs /dev/shm, which containers keep small.
    io_method: 'sync', // Spares three helper processes a desk of this size does not need.
    huge_pages: 'off',
    client_connection_check_interval: '10s', // A query whose client died stops by itself.
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    logging_collector: 'off',
  };
}

/** How every program of PostgreSQL is run: as the right user, from a folder it may enter. */
function asServerUser(place: Place): SpawnOptions {
  const as = place.user ? { uid: place.user.uid, gid: place.user.gid } : {};
  return { cwd: '/', env: SERVER_ENV, ...as };
}

/** Makes the database cluster beside its final place and moves it in whole: a killed init leaves nothing half-made. */
async function initCluster(place: Place, durable: boolean): Promise<void> {
  const parent = dirname(place.pgData);
  for (const name of readdirSync(parent)) {
    if (name.startsWith('postgres.init-')) rmSync(join(parent, name), { recursive: true, force: true });
  }
  const unfinished = join(parent, `postgres.init-${process.pid}`);
  await mkdir(unfinished, { mode: 0o700 });
  if (place.user) await chown(unfinished, place.user.uid, place.user.gid);
  const args = [
    '-D',
    unfinished,
    '-U',
    EMBEDDED_USER,
    '--auth=trust',
    '--encoding=UTF8',
    '--no-instructions',
  ];
  // The builtin provider sorts the same on every machine; C.UTF-8 of the C library decides what is a letter.
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  args.push(process.platform === 'darwin' ? '--lc-ctype=UTF-8' : '--locale=C.UTF-8');
  if (!durable) args.push('--no-sync');
  const init = spawn(join(place.bin, 'initdb'), args, {
    ...asServerUser(place),
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: INIT_LIMIT_MS,
  });
  let said = '';
  init.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    init.on('error', reject).on('close', resolve);
  });
  if (code !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new EmbeddedStartError(`The database could not be made in ${place.pgData}: ${said.trim()}`);
  }
  renameSync(unfinished, place.pgData);
}

function majorOf(place: Place): void {
  const made = readFileSync(join(place.pgData, 'PG_VERSION'), 'utf8').trim();
  if (made === '18') return;
  throw new EmbeddedStartError(
    `The database in ${place.pgData} was made by PostgreSQL ${made}, and this Posthaste carries 18. Restore a backup.`,
  );
}

function openLog(dataDir: string): { file: string; fd: number } {
  const file = join(dataDir, 'postgres.log');
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_LOG_BYTES) renameSync(file, `${file}.1`);
  return { file, fd: openSync(file, 'a', 0o600) };
}

function lastWords(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-5).join('\n');
}

async function launch(place: Place, socketDir: string, options: EmbeddedOptions): Promise<number> {
  const log = openLog(options.dataDir);
  const args = ['-D', place.pgData];
  for (const [name, value] of Object.entries(settings(socketDir, options)))
    args.push('-c', `${name}=${value}`);
  const server = spawn(join(place.bin, 'postgres'), args, {
    ...asServerUser(place),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  closeSync(log.fd);
  let failure: string | null = null;
  server.on('error', (error) => {
    failure = error.message;
  });
  server.on('exit', () => {
    failure ??= lastWords(log.file);
  });
  server.unref();
  const until = performance.now() + START_LIMIT_MS;
  while (failure === null && performance.now() < until) {
    const found = findPostmaster(place.pgData);
    if (found?.ready && found.pid === server.pid) {
      server.removeAllListeners(); // Its end is no failure any more.
      return found.pid;
    }
    await wait(POLL_MS);
  }
  throw new EmbeddedStartError(
    `PostgreSQL did not start (data in ${place.pgData}, log in ${log.file}):\n${failure ?? 'no answer in time'}`,
  );
}

/** A socket folder as the host of an address: libpq and pg both take it percent-encoded. */
function addressOf(socketDir: string, database: string): string {
  return `postgresql://${EMBEDDED_USER}@${encodeURIComponent(socketDir)}/${database}`;
}

/** Desk and command may both find it missing: duplicate_database, or the unique index of pg_database, is as good. */
function existsByNow(error: unknown): void {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code !== '42P04' && code !== '23505') throw error;
}

/** True when the embedded server of this data folder runs and takes connections. */
export function embeddedReady(dataDir: string): boolean {
  return findPostmaster(preparePlace(dataDir).pgData)?.ready === true;
}

async function ensureDatabase(socketDir: string): Promise<void> {
  const client = new pg.Client({ host: socketDir, user: EMBEDDED_USER, database: 'postgres' });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [EMBEDDED_DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${EMBEDDED_DATABASE}`).catch(existsByNow);
  } finally {
    await client.end();
  }
}

/**
 * Starts the embedded server of a data folder, making the database at the first call, and returns when it takes
 * connections. Callers hold the lock of the data folder (mode 'own') or know that the desk runs (mode 'share').
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = preparePlace(options.dataDir);
  const running = findPostmaster(place.pgData);
  if (running?.ready && options.mode === 'share') {
    await ensureDatabase(running.socketDir);
    return {
      pid: running.pid,
      pgData: place.pgData,
      socketDir: running.socketDir,
      notices: place.notices,
      url: (database = EMBEDDED_DATABASE) => addressOf(running.socketDir, database),
      stop: async () => undefined,
    };
  }
  if (running) {
    await endPostmaster(running.pid);
    place.notices.push(
      'Found the database of an earlier run still going (it was not stopped in order); restarted it.',
    );
  }
  const socketDir = prepareSocketDir(options.dataDir, place.user);
  if (!existsSync(place.pgData)) await initCluster(place, options.durable !== false);
  majorOf(place);
  clearStaleFiles(place.pgData, socketDir);
  const pid = await launch(place, socketDir, options);
  await ensureDatabase(socketDir);
  return {
    pid,
    pgData: place.pgData,
    socketDir,
    notices: place.notices,
    url: (database = EMBEDDED_DATABASE) => addressOf(socketDir, database),
    stop: async () => {
      await endPostmaster(pid);
      rmSync(socketDir, { recursive: true, force: true });
    },
  };
}
