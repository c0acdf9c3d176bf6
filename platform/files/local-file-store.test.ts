import { mkdtempSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { FileMissingError, StorageFullError } from './file-store.ts';
import { openLocalFileStore } from './local-file-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const bytes = new TextEncoder().encode('The ring does not charge.');
const SHA = 'a2d66e97a6bdb5bb5b5b1f0a4ea8dc4e1b0f7b5b';

function filesIn(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
}

it('keeps the same content once, however it comes', async () => {
  const store = await openLocalFileStore(join(folder, 'once'));
  async function* parts(): AsyncGenerator<Uint8Array> {
    yield bytes.subarray(0, 7);
    yield bytes.subarray(7);
  }
  const first = await store.put(bytes);
  const both = await Promise.all([store.put(parts()), store.put(bytes)]);
  expect(both).toEqual([first, first]);
  expect(first.size).toBe(bytes.byteLength);
  expect(filesIn(join(folder, 'once'))).toEqual([first.sha256]);
  expect(await store.get(first.sha256)).toEqual(Buffer.from(bytes));
  expect(await buffer(store.open(first.sha256))).toEqual(Buffer.from(bytes));
  expect(await store.has(first.sha256)).toBe(true);
});

it('says that a file is missing, and never takes a path for a name', async () => {
  const store = await openLocalFileStore(join(folder, 'missing'));
  for (const name of ['0'.repeat(64), '../../etc/passwd', SHA, '']) {
    expect(await store.has(name)).toBe(false);
    await expect(store.get(name)).rejects.toThrow(FileMissingError);
    await expect(buffer(store.open(name))).rejects.toThrow(FileMissingError);
  }
});

it('removes what a crash left unfinished', async () => {
  const place = join(folder, 'crash');
  await openLocalFileStore(place);
  writeFileSync(join(place, 'tmp', 'half'), 'hal');
  await openLocalFileStore(place);
  expect(filesIn(place)).toEqual([]);
});

it('leaves alone what another process is writing', async () => {
  const place = join(folder, 'beside');
  const store = await openLocalFileStore(place);
  let goOn = (): void => undefined;
  const waits = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  async function* slow(): AsyncGenerator<Uint8Array> {
    yield bytes;
    await waits;
    yield bytes;
  }
  const writing = store.put(slow());
  await openLocalFileStore(place);
  goOn();
  expect((await writing).size).toBe(2 * bytes.byteLength);
});

it('says that the disk is full and keeps nothing', async () => {
  const full = (): never => {
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  };
  const store = await openLocalFileStore(join(folder, 'full'), { write: full });
  await expect(store.put(bytes)).rejects.toThrow(StorageFullError);
  expect(filesIn(join(folder, 'full'))).toEqual([]);
});

it('keeps nothing of a stream that breaks off', async () => {
  const store = await openLocalFileStore(join(folder, 'broken'));
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield bytes;
    throw new Error('connection lost');
  }
  await expect(store.put(broken())).rejects.toThrow('connection lost');
  expect(filesIn(join(folder, 'broken'))).toEqual([]);
});

describe('a file that nobody needs any more', () => {
  const cutoff = new Date('2026-01-02');
  const old = new Date('2026-01-01');

  it('is removed when it was not put for some time; what is not there may be removed, too', async () => {
    const place = join(folder, 'remove');
    const store = await openLocalFileStore(place);
    const { sha256 } = await store.put(bytes);
    const path = join(place, sha256.slice(0, 2), sha256);
    utimesSync(path, old, old);
    expect(await store.remove(sha256, cutoff)).toBe(true);
    expect(filesIn(place)).toEqual([]);
    expect(await store.remove(sha256, cutoff)).toBe(true);
    await expect(store.remove('../../etc/passwd', cutoff)).rejects.toThrow(FileMissingError);
  });

  it('stays when the same content was put again: whoever put it is about to use it', async () => {
    const place = join(folder, 'put-again');
    const store = await openLocalFileStore(place);
    const { sha256 } = await store.put(bytes);
    utimesSync(join(place, sha256.slice(0, 2), sha256), old, old);
    await store.put(bytes);
    expect(await store.remove(sha256, cutoff)).toBe(false);
    expect(await store.get(sha256)).toEqual(Buffer.from(bytes));
  });

  it('comes back when the process that removed it died before it was settled', async () => {
    const place = join(folder, 'died');
    const { sha256 } = await (await openLocalFileStore(place)).put(bytes);
    renameSync(join(place, sha256.slice(0, 2), sha256), join(place, 'tmp', `999999999.${sha256}.leaving`));
    const store = await openLocalFileStore(place);
    expect(await store.get(sha256)).toEqual(Buffer.from(bytes));
    expect(filesIn(place)).toEqual([sha256]);
  });
});
