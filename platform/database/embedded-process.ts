/** The running embedded server as the operating system sees it: its pid file, whether it lives, how to end it. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A postmaster found through its `postmaster.pid`. */
export type Postmaster = { pid: number; socketDir: string; ready: boolean };

const POLL_MS = 5;
/** After a polite (fast) shutdown this long, PostgreSQL is told to drop everything; the next start replays its log. */
const FAST_SHUTDOWN_MS = 20_000;
const IMMEDIATE_SHUTDOWN_MS = 5_000;

export function processAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM means that it lives and is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isPostgres(pid: number): boolean {
  if (process.platform !== 'linux') return true;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // A zombie has ended; only its parent has not looked yet.
    if (stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z')) return false;
    return stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')')).startsWith('postgres');
  } catch {
    return false; // Gone between two looks.
  }
}

/**
 * The live server of this PGDATA, or null. Lines of the pid file: pid, data folder, start time, port, socket folder,
 * listen address, shared memory, state (PostgreSQL's miscadmin.h).
 */
export function findPostmaster(pgData: string): Postmaster | null {
  const file = join(pgData, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !processAlive(pid) || !isPostgres(pid)) return null;
  return { pid, socketDir: lines[4]?.trim() ?? '', ready: lines[7]?.trim() === 'ready' };
}

/**
 * Removes what a killed server left behind when its pid now belongs to some other program (in containers pids come
 * around quickly): PostgreSQL itself would take that program for the old server and refuse to start.
 */
export function clearStaleFiles(pgData: string, socketDir: string): void {
  if (findPostmaster(pgData)) return;
  for (const file of [
    join(pgData, 'postmaster.pid'),
    join(socketDir, '.s.PGSQL.5432'),
    join(socketDir, '.s.PGSQL.5432.lock'),
  ]) {
    rmSync(file, { force: true });
  }
}

async function gone(pid: number, limitMs: number): Promise<boolean> {
  const until = performance.now() + limitMs;
  while (processAlive(pid) && isPostgres(pid)) {
    if (performance.now() > until) return false;
    await wait(POLL_MS);
  }
  return true;
}

/** Ends the server: sessions are cut off, open transactions roll back, everything committed is on disk. */
export async function endPostmaster(pid: number): Promise<void> {
  for (const [signal, limit] of [
    ['SIGINT', FAST_SHUTDOWN_MS],
    ['SIGQUIT', IMMEDIATE_SHUTDOWN_MS],
  ] as const) {
    if (!processAlive(pid) || !isPostgres(pid)) return;
    process.kill(pid, signal);
    if (await gone(pid, limit)) return;
  }
  throw new Error(`PostgreSQL (process ${pid}) does not stop. End it by hand: kill -QUIT ${pid}`);
}
