/** What is said when connections end. */
import { expect, it } from 'vitest';
import { createLog } from '#platform/log.ts';
import { testDatabase } from '#test/setup/database.ts';
import { openDatabase } from './connect.ts';

const server = await testDatabase('empty');

/** A database with one connection in use, which the server then ends. */
async function endFromOutside(close: 'before' | 'after'): Promise<string[]> {
  const lines: string[] = [];
  const log = createLog('warn', { write: (line) => void lines.push(line) });
  const database = await openDatabase({ url: server.url, log });
  const client = await database.pool.connect();
  const gone = new Promise((resolve) => client.once('end', resolve));
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const closing = close === 'before' ? database.close() : null;
  await server.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
  await gone;
  client.release(true);
  await (closing ?? database.close());
  return lines;
}

it('a connection that is lost is told', async () => {
  expect((await endFromOutside('after')).join()).toContain('a database connection was lost');
});

it('a server that ends connections while we say goodbye is no loss', async () => {
  expect(await endFromOutside('before')).toEqual([]);
});
