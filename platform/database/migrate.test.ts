import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { testDatabase } from '#test/setup/database.ts';
import {
  MigrationRefusedError,
  migrate,
  migrationsMissing,
  pendingMigrations,
  readMigrations,
} from './migrate.ts';

const folder = await mkdtemp(join(tmpdir(), 'migrations-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const put = (name: string, sql: string): Promise<void> => writeFile(join(folder, name), sql);

it('applies each migration once, however many processes start at the same time', async () => {
  const database = await testDatabase('empty');
  await put('202601010000-first.sql', 'create table a (n int);');
  await put('202601020000-second.sql', 'insert into a values (1);');
  expect(await migrationsMissing(database, folder)).toHaveLength(2);
  const applied = await Promise.all([1, 2, 3].map(() => migrate(database, folder)));
  expect(applied.flat()).toEqual(['202601010000-first', '202601020000-second']);
  expect((await database.pool.query('select n from a')).rows).toEqual([{ n: 1 }]);
  expect(await migrationsMissing(database, folder)).toEqual([]);
});

it('keeps nothing of a migration that fails, and everything before it', async () => {
  const database = await testDatabase('empty');
  await put('202601030000-third.sql', 'create table b (n int); select 1 / 0;');
  await expect(migrate(database, folder)).rejects.toThrow(
    '202601030000-third failed, and nothing of it was kept',
  );
  expect(await migrationsMissing(database, folder)).toEqual(['202601030000-third']);
  const tables = await database.pool.query(`select to_regclass('a') as a, to_regclass('b') as b`);
  expect(tables.rows).toEqual([{ a: 'a', b: null }]);
});

it('refuses when an applied file was changed, or the database knows one that the code does not', () => {
  const known = [{ name: 'one', sql: '', checksum: 'x' }];
  expect(pendingMigrations(known, new Map())).toEqual(known);
  expect(() => pendingMigrations(known, new Map([['one', 'y']]))).toThrow(
    'was changed after it had been applied',
  );
  expect(() => pendingMigrations(known, new Map([['two', 'x']]))).toThrow('newer than this Posthaste');
});

it('refuses a file whose name has no date', async () => {
  await put('add-things.sql', 'select 1');
  await expect(readMigrations(folder)).rejects.toThrow(MigrationRefusedError);
});
