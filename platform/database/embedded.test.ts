import { spawn } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { newDataDir, removeDataDir } from '#test/setup/desk-process.ts';
import { DatabaseUnusableError, openDatabase } from './connect.ts';
import { type EmbeddedServer, startEmbedded } from './embedded.ts';
import { findPostmaster } from './embedded-process.ts';

const dataDir = await newDataDir();
const started: EmbeddedServer[] = [];
afterAll(async () => {
  for (const server of started) await server.stop();
  await removeDataDir(dataDir);
});

async function start(mode: 'own' | 'share' = 'own'): Promise<EmbeddedServer> {
  const server = await startEmbedded({ dataDir, mode });
  started.push(server);
  return server;
}

async function ask(server: EmbeddedServer, sql: string): Promise<unknown[]> {
  const database = await openDatabase({ url: server.url() });
  try {
    return (await database.pool.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await database.close();
  }
}

it('makes a durable database that only its owner reaches', async () => {
  const server = await start();
  expect(await ask(server, `select current_setting('fsync') || current_setting('listen_addresses')`)).toEqual(
    ['on'],
  );
  expect(statSync(server.socketDir).mode & 0o777).toBe(0o700);
  await ask(server, 'create table kept (n int)');
  await ask(server, 'insert into kept values (1)');
  await server.stop();
  expect(findPostmaster(server.pgData)).toBe(null);
});

it('keeps what was committed when the server is killed, and starts again', async () => {
  const killed = await start();
  await ask(killed, 'insert into kept values (2)');
  process.kill(killed.pid, 'SIGKILL');
  const server = await start();
  expect(await ask(server, 'select n from kept order by n')).toEqual([1, 2]);
});

it('replaces a server left running, and lets other commands share the one of the desk', async () => {
  const left = await start();
  const server = await start();
  expect(server.notices.join()).toContain('restarted it');
  expect(server.pid).not.toBe(left.pid);
  const shared = await start('share');
  expect(shared.pid).toBe(server.pid);
  await shared.stop();
  expect(await ask(server, 'select 1')).toEqual([1]);
  await server.stop();
});

it('starts when the pid of a dead server has come around to another program', async () => {
  const other = spawn('sleep', ['60']);
  const file = join((await start()).pgData, 'postmaster.pid');
  for (const server of started.splice(0)) await server.stop();
  writeFileSync(file, `${other.pid}\n${dataDir}\n1\n5432\n/tmp\n\n\nready\n`);
  expect(findPostmaster(join(file, '..'))).toBe(null);
  const server = await start();
  expect(await ask(server, 'select count(*) from kept')).toEqual([2]);
  expect(other.kill()).toBe(true);
});

it('tells in one sentence that a database does not answer, without its address', async () => {
  const away = openDatabase({ url: 'postgres://me:hunter2@127.0.0.1:1/desk' });
  await expect(away).rejects.toThrow(DatabaseUnusableError);
  await expect(away).rejects.toThrow(/^Nothing answers at 127\.0\.0\.1:1\. (?!.*hunter2)/);
});
