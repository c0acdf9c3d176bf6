import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, expect, it } from 'vitest';
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
  const full = async (path: string, flags: string): Promise<Awaited<ReturnType<typeof open>>> => {
    const handle = await open(path, flags);
    handle.write = () =>
      Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
    return handle;
  };
  const store = await openLocalFileStore(join(folder, 'full'), { open: full });
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
