import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { inTransaction, onCommit } from '#platform/database/transaction.ts';
import { testDatabase } from '#test/setup/database.ts';

const database = await testDatabase();
await database.pool.query('create table note (text text not null, many bigint, on_day date)');

async function notes(): Promise<string[]> {
  const found = await database.pool.query<{ text: string }>('select text from note order by text');
  return found.rows.map((row) => row.text);
}

it('runs the callbacks after the commit, when others see the fact', async () => {
  const seen: string[][] = [];
  const value = await inTransaction(database, async (tx) => {
    await sql`insert into note (text) values ('kept')`.execute(tx);
    onCommit(tx, async () => {
      seen.push(await notes());
    });
    expect(await notes()).toEqual([]);
    return 42;
  });
  expect(value).toBe(42);
  expect(seen).toEqual([['kept']]);
});

it('keeps nothing and calls nobody when the work throws', async () => {
  let called = false;
  const work = inTransaction(database, async (tx) => {
    await sql`insert into note (text) values ('lost')`.execute(tx);
    onCommit(tx, () => {
      called = true;
    });
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  expect(called).toBe(false);
  expect(await notes()).toEqual(['kept']);
});

it('gives the value when a callback fails, for the fact stands', async () => {
  const value = await inTransaction(database, async (tx) => {
    onCommit(tx, () => {
      throw new Error('the browser is gone');
    });
    return 'done';
  });
  expect(value).toBe('done');
});

it('refuses a callback once the transaction is over', async () => {
  const tx = await inTransaction(database, async (open) => open);
  expect(() => onCommit(tx, () => undefined)).toThrow('is over');
});

it('reads bigint as number, never rounded, and dates as text', async () => {
  await database.pool.query(`insert into note values ('n', 9007199254740991, '2026-03-29')`);
  const found = await database.pool.query(`select many, on_day from note where text = 'n'`);
  expect(found.rows[0]).toEqual({ many: 9007199254740991, on_day: '2026-03-29' });
  await expect(database.pool.query('select 9007199254740993::bigint as many')).rejects.toThrow('too large');
});
