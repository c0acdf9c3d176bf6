/**
 * The lock of a data folder: one process at a time owns the embedded database in it. A file with the owner's pid,
 * made whole in one step; the lock of a process that is gone is taken over.
 */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export type Holder = {
  pid: number;
  /** When the system started that process (its own clock ticks): a pid that came around has another. */
  born: string;
  /** 'desk' runs until told; a 'command' ends by itself soon. */
  kind: 'desk' | 'command';
  /** What it is, for the sentence. */
  what: string;
};

export type Lock = { release(): void };

/** Somebody else owns the data folder. */
export class LockHeldError extends Error {
  override name = 'LockHeldError';
  readonly holder: Holder;
  constructor(dataDir: string, holder: Holder) {
    super(
      holder.kind === 'desk'
        ? `A desk already runs on ${resolve(dataDir)} (process ${holder.pid}). Stop it with Ctrl-C or "kill ${holder.pid}", or start another one with --data DIR, --port N and --smtp-port N.`
        : `"posthaste ${holder.what}" (process ${holder.pid}) is using ${resolve(dataDir)}. Try again when it is done.`,
    );
    this.holder = holder;
  }
}

const POLL_MS = 50;

function birthOf(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return null;
  }
  if (process.platform !== 'linux') return '';
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // proc(5): fields counted from the state (3rd); the 22nd is the start time. A zombie has ended.
    return fields[0] === 'Z' ? null : (fields[19] ?? '');
  } catch {
    return null; // Ended between two looks.
  }
}

function parseHolder(text: string): Holder | null {
  try {
    // Written by us; anything else in it counts as nobody, and a live check follows.
    const holder = JSON.parse(text) as Partial<Holder>;
    if (typeof holder.pid !== 'number' || (holder.kind !== 'desk' && holder.kind !== 'command')) return null;
    return { pid: holder.pid, born: holder.born ?? '', kind: holder.kind, what: holder.what ?? '' };
  } catch {
    return null;
  }
}

function readLock(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** The live owner of a data folder, or null. */
export function lockHolder(dataDir: string): Holder | null {
  const holder = parseHolder(readLock(join(dataDir, 'posthaste.lock')) ?? '');
  return holder && birthOf(holder.pid) === holder.born ? holder : null;
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Takes the lock or throws LockHeldError. The folder is made when missing. */
export function takeLock(dataDir: string, kind: Holder['kind'], what: string): Lock {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const file = join(dataDir, 'posthaste.lock');
  const mine = `${file}.${process.pid}`;
  const holder: Holder = { pid: process.pid, born: birthOf(process.pid) ?? '', kind, what };
  const text = JSON.stringify(holder);
  writeFileSync(mine, text, { mode: 0o600 });
  try {
    while (!tryLink(mine, file)) {
      const seen = readLock(file);
      const live = lockHolder(dataDir);
      if (live) throw new LockHeldError(dataDir, live);
      if (seen === null) continue;
      const stale = `${file}.stale-${process.pid}`;
      renameSync(file, stale);
      // Another starter may have taken over between our two looks; what we moved away is then its lock.
      if (readLock(stale) !== seen) tryLink(stale, file);
      rmSync(stale, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return {
    release: () => {
      if (readLock(file) === text) rmSync(file, { force: true });
    },
  };
}

/** Like takeLock, but waits (at most so long) for a short command to be done. A desk is not waited for. */
export async function takeLockPatiently(
  dataDir: string,
  kind: Holder['kind'],
  what: string,
  limitMs: number,
): Promise<Lock> {
  const until = performance.now() + limitMs;
  for (;;) {
    try {
      return takeLock(dataDir, kind, what);
    } catch (error) {
      const short = error instanceof LockHeldError && error.holder.kind === 'command';
      if (!short || performance.now() > until) throw error;
      await wait(POLL_MS);
    }
  }
}
