/**
 * The file store on the local disk: `<folder>/ab/abcd…`. A file appears under its name only when it is whole and
 * flushed, so a crash leaves at most an unfinished file in `tmp`, which the next start removes.
 *
 * What the kernel does in its memory (open, write, rename) is asked for directly: the way to the thread pool and back
 * costs several times the call itself. Only flushing waits for the disk, and so it goes through the pool.
 */
import { createHash } from 'node:crypto';
import { closeSync, createReadStream, fsync, openSync, renameSync, utimesSync, writeSync } from 'node:fs';
import { access, link, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { newId } from '../ids.ts';
import {
  FileMissingError,
  type FileStore,
  type Sha256,
  StorageFullError,
  type StoredFile,
} from './file-store.ts';

const HASH = /^[0-9a-f]{64}$/;
/** ENOSPC: disk full. EDQUOT: quota used up. EFBIG: larger than the file system takes. */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** Writes to an open file; tests hand in one whose disk is full. */
export type Disk = { write(file: number, bytes: Uint8Array): number };

const flush = promisify(fsync);

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

async function flushFolder(folder: string): Promise<void> {
  const file = openSync(folder, 'r');
  try {
    await flush(file);
  } finally {
    closeSync(file);
  }
}

async function writeAndHash(
  disk: Disk,
  file: number,
  content: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<StoredFile> {
  const hash = createHash('sha256');
  let size = 0;
  const keep = (chunk: Uint8Array): void => {
    hash.update(chunk);
    size += chunk.byteLength;
    for (let done = 0; done < chunk.byteLength; ) done += disk.write(file, chunk.subarray(done));
  };
  if (content instanceof Uint8Array) keep(content);
  else for await (const chunk of content) keep(chunk);
  return { sha256: hash.digest('hex'), size };
}

/** True when the file is there; it then counts as put just now, so that nobody removes it as abandoned. */
function touch(path: string): boolean {
  const now = new Date();
  try {
    utimesSync(path, now, now);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Makes the folder and its missing parents, each flushed into its own parent. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!first) return;
  for (let at = folder; ; at = dirname(at)) {
    await flushFolder(dirname(at));
    if (at === first) return;
  }
}

function placeIn(folder: string, sha256: Sha256): string {
  // Also the guard against a path from outside: only 64 hex digits ever become one.
  if (!HASH.test(sha256)) throw new FileMissingError(`Not the SHA-256 of a file: ${sha256.slice(0, 80)}`);
  return join(folder, sha256.slice(0, 2), sha256);
}

function missing(sha256: Sha256, cause: unknown): unknown {
  return codeOf(cause) === 'ENOENT' ? new FileMissingError(`No file ${sha256} is stored.`, { cause }) : cause;
}

async function* readInParts(folder: string, sha256: Sha256): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(placeIn(folder, sha256));
  } catch (error) {
    throw missing(sha256, error);
  }
}

/** True while the process that named a temporary file lives: a command beside the desk must leave its files alone. */
function isBeingWritten(name: string): boolean {
  const pid = Number(/^(\d+)\./.exec(name)?.[1] ?? Number.NaN);
  if (Number.isNaN(pid)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to another user.
    return codeOf(error) === 'EPERM';
  }
}

/** When the file was put last, or null when there is none. */
async function putAt(path: string): Promise<Date | null> {
  try {
    return (await stat(path)).mtime;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Gives a file its name back, unless somebody has put the same content anew meanwhile. */
async function bringBack(aside: string, place: string): Promise<void> {
  try {
    await link(aside, place);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  await rm(aside, { force: true });
}

/** `<pid>.<hash>.leaving`: a file on its way out, see `remove`. */
const LEAVING = /^\d+\.([0-9a-f]{64})\.leaving$/;

/**
 * A put of the same content may come at any instant. It touches the file: before it is moved aside, that shows there;
 * after that, it finds no file and writes a new one. So a file that was put again is never lost.
 */
async function removeFile(place: string, aside: string, notPutSince: Date): Promise<boolean> {
  const seen = await putAt(place);
  if (seen === null) return true;
  if (seen >= notPutSince) return false;
  await rename(place, aside);
  const last = await putAt(aside);
  if (last !== null && last >= notPutSince) {
    await bringBack(aside, place);
    return false;
  }
  await rm(aside, { force: true });
  return true;
}

/** The store in this folder, which is made when missing; unfinished files of dead processes are removed. */
export async function openLocalFileStore(
  folder: string,
  disk: Disk = { write: writeSync },
): Promise<FileStore> {
  const unfinished = join(folder, 'tmp');
  await makeFolder(unfinished);
  for (const name of await readdir(unfinished)) {
    if (isBeingWritten(name)) continue;
    const leaving = LEAVING.exec(name)?.[1];
    // Whether it may go was not settled when its process ended: the next sweep asks again.
    if (leaving) await bringBack(join(unfinished, name), placeIn(folder, leaving));
    else await rm(join(unfinished, name), { force: true });
  }

  // Folders that are there: at most 256 names. One level only: a second one would make nearly every file of a young desk
  // pay for a new folder with two more flushes, and a million files are 4,000 a folder, which file systems like.
  const made = new Set<string>();

  const putWhole = async (temporary: string, content: Uint8Array | AsyncIterable<Uint8Array>) => {
    const file = openSync(temporary, 'wx', 0o600);
    let stored: StoredFile;
    try {
      stored = await writeAndHash(disk, file, content);
      const known = placeIn(folder, stored.sha256);
      if (touch(known)) {
        // Its content was flushed before it got its name; the name itself may be that of a put still under way.
        await flushFolder(dirname(known));
        await rm(temporary, { force: true });
        return stored;
      }
      await flush(file);
    } finally {
      closeSync(file);
    }
    const place = placeIn(folder, stored.sha256);
    const home = dirname(place);
    if (!made.has(home)) await makeFolder(home);
    made.add(home);
    renameSync(temporary, place);
    await flushFolder(home);
    return stored;
  };

  return {
    async put(content) {
      const temporary = join(unfinished, `${process.pid}.${newId()}`);
      try {
        return await putWhole(temporary, content);
      } catch (error) {
        await rm(temporary, { force: true });
        if (!FULL.has(codeOf(error))) throw error;
        throw new StorageFullError('There is no room left on the disk; the file was not kept.', {
          cause: error,
        });
      }
    },
    async get(sha256) {
      try {
        return await readFile(placeIn(folder, sha256));
      } catch (error) {
        throw missing(sha256, error);
      }
    },
    open: (sha256) => Readable.from(readInParts(folder, sha256), { objectMode: false }),
    remove: async (sha256, notPutSince) =>
      removeFile(placeIn(folder, sha256), join(unfinished, `${process.pid}.${sha256}.leaving`), notPutSince),
    has: (sha256) => (HASH.test(sha256) ? exists(placeIn(folder, sha256)) : Promise.resolve(false)),
  };
}
