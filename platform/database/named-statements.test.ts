import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { testDatabase } from '#test/setup/database.ts';
import { statementName } from './named-statements.ts';
import { inTransaction } from './transaction.ts';

const database = await testDatabase();

it('a statement that repeats is prepared once and gives the right rows each time', async () => {
  const rows = await inTransaction(database, async (tx) => {
    const seen: number[] = [];
    for (let i = 0; i < 10; i += 1) {
      const { rows } = await sql<{ n: number }>`select ${i}::int + 1000 as n`.execute(tx);
      seen.push(rows[0]?.n ?? 0);
    }
    const prepared = await sql<{ statement: string; uses: number }>`
      select statement, (generic_plans + custom_plans) as uses from pg_prepared_statements`.execute(tx);
    return { seen, prepared: prepared.rows };
  });
  expect(rows.seen).toEqual(Array.from({ length: 10 }, (_, i) => i + 1000));
  expect(rows.prepared).toMatchObject([{ statement: expect.stringContaining('+ 1000'), uses: 8 }]);
});

it('an error in a prepared statement leaves the connection usable', async () => {
  for (let i = 0; i < 6; i += 1) {
    await expect(database.pool.query('select 1 / $1::int as broken', [0])).rejects.toThrow(
      'division by zero',
    );
  }
  const { rows } = await database.pool.query('select 1 / $1::int as broken', [1]);
  expect(rows).toEqual([{ broken: 1 }]);
});

it('lists and searches are planned each time', () => {
  for (const text of [
    'select * from ticket where status = $1 order by updated_at limit $2',
    'select 1 from search_document where words @@ to_tsquery($1)',
    'select 1 from person where name ilike $1',
  ]) {
    for (let i = 0; i < 5; i += 1) expect(statementName(text)).toBeNull();
  }
});

it('endless different statements take no endless names', () => {
  let named = 0;
  for (let i = 0; i < 1_000; i += 1) {
    const text = `select ${i} where $1`;
    statementName(text);
    statementName(text);
    if (statementName(text) !== null) named += 1;
  }
  expect(named).toBeLessThan(200);
});
