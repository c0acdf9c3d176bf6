/**
 * A fresh database for a test file, cloned from the migrated template in some milliseconds:
 *
 *     const database = await testDatabase();        // at the top of the file, outside describe
 *     it('keeps …', async () => { await inTransaction(database, async (tx) => …) });
 *
 * It is dropped after the file by itself. Tests of one file share it; call testDatabase again for another one.
 */
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { type Database, openDatabase } from '#platform/database/connect.ts';
import { TEMPLATE } from './template.ts';

let made = 0;

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Address of a new database: a clone of the template, or an empty one. Dropped after the file. */
export async function testDatabaseUrl(kind: 'migrated' | 'empty' = 'migrated'): Promise<string> {
  made += 1;
  const name = `test_${process.pid}_${Date.now().toString(36)}_${made}`;
  await onServer(`create database ${name} template ${kind === 'migrated' ? TEMPLATE : 'template0'}`);
  afterAll(() => onServer(`drop database if exists ${name} with (force)`));
  return inject('postgresUrl').replace(/\/postgres$/, `/${name}`);
}

export async function testDatabase(kind: 'migrated' | 'empty' = 'migrated'): Promise<Database> {
  const database = await openDatabase({ url: await testDatabaseUrl(kind), name: 'posthaste test' });
  // Hooks run last in, first out: the pool is closed before the database is dropped.
  afterAll(() => database.close());
  return database;
}
