import { expect, it, onTestFinished } from 'vitest';
import { newDataDir, removeDataDir } from '#test/setup/desk-process.ts';
import { createLog } from '../log.ts';
import { openDatabase } from './connect.ts';
import { findPostmaster } from './embedded-process.ts';
import { keepEmbedded } from './keep-embedded.ts';

it('is there again after kill -9, with everything committed, for a pool that was open all the time', async () => {
  const dataDir = await newDataDir();
  onTestFinished(() => removeDataDir(dataDir));
  const told: string[] = [];
  const server = await keepEmbedded(
    { dataDir },
    createLog('error', { write: (line) => void told.push(line) }),
  );
  onTestFinished(() => server.stop());
  const database = await openDatabase({ url: server.url(), log: createLog('silent') });
  onTestFinished(() => database.close());
  await database.pool.query('create table kept as select 1 as n');
  const killed = server.pid();
  process.kill(killed, 'SIGKILL');
  const count = () =>
    database.pool.query('select n from kept').then(
      ({ rows }) => rows,
      () => 'away',
    );
  await expect
    .poll(async () => (server.pid() === killed ? 'dead' : count()), { timeout: 30_000 })
    .toEqual([{ n: 1 }]);
  expect(told.join()).toContain('the database ended by itself');
  await database.close();
  await server.stop();
  expect(findPostmaster(server.pgData)).toBe(null);
});
