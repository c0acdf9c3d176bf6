import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { testDatabase } from '#test/setup/database.ts';
import { inSharedTransaction, takeTurn } from './shared-transaction.ts';
import { onCommit, type Tx, writeAtEnd } from './transaction.ts';

const database = await testDatabase();

beforeAll(async () => {
  await database.pool.query(
    'create table entry (id int primary key, made_in text not null default txid_current())',
  );
  await database.pool.query('create table counter (id int primary key, value int not null)');
});

async function write(tx: Tx, id: number): Promise<number> {
  await sql`insert into entry (id) values (${id})`.execute(tx);
  return id;
}

async function kept(from: number, to: number): Promise<{ ids: number[]; transactions: number }> {
  const { rows } = await database.pool.query<{ id: number; made_in: string }>(
    'select id, made_in from entry where id between $1 and $2 order by id',
    [from, to],
  );
  return { ids: rows.map((row) => row.id), transactions: new Set(rows.map((row) => row.made_in)).size };
}

const line = { name: 'test', atOnce: 1 };
const share = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inSharedTransaction(database, line, work);

it('works that come together commit together', async () => {
  const values = await Promise.all([1, 2, 3, 4].map((id) => share((tx) => write(tx, id))));
  expect(values).toEqual([1, 2, 3, 4]);
  expect(await kept(1, 9)).toEqual({ ids: [1, 2, 3, 4], transactions: 1 });
});

it('one that fails takes nobody with it, and nothing of it stays', async () => {
  const ended = await Promise.allSettled([
    share((tx) => write(tx, 11)),
    share(async (tx) => {
      await write(tx, 12);
      throw new Error('no');
    }),
    share((tx) => write(tx, 1)),
    share((tx) => write(tx, 13)),
  ]);
  expect(ended.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
  expect(ended[1]).toMatchObject({ reason: { message: 'no' } });
  expect(ended[2]).toMatchObject({ reason: { code: '23505' } });
  expect((await kept(11, 19)).ids).toEqual([11, 13]);
});

it('a connection goes on working after a shared transaction failed in the middle of its statements', async () => {
  for (let round = 0; round < 5; round += 1) {
    const ended = await Promise.allSettled(
      [0, 1, 2, 3].map((n) =>
        share(async (tx) => {
          const { rows } = await sql<{ n: number }>`select ${12}::int / ${n}::int as n`.execute(tx);
          return rows[0]?.n;
        }),
      ),
    );
    expect(ended.map((one) => (one.status === 'fulfilled' ? one.value : 'failed'))).toEqual([
      'failed',
      12,
      6,
      4,
    ]);
  }
});

it('whoever takes a turn reads what the one before wrote', async () => {
  await database.pool.query('insert into counter values (1, 0)');
  const addOne = (tx: Tx, key: string): Promise<boolean> =>
    takeTurn(tx, [key]).then(async (waited) => {
      const { rows } = await sql<{ value: number }>`select value from counter where id = 1`.execute(tx);
      await sql`update counter set value = ${(rows[0]?.value ?? 0) + 1} where id = 1`.execute(tx);
      return waited;
    });
  const waited = await Promise.all([1, 2, 3, 4, 5].map(() => share((tx) => addOne(tx, 'counter:1'))));
  expect(waited).toEqual([false, true, true, true, true]);
  const { rows } = await database.pool.query('select value from counter where id = 1');
  expect(rows).toEqual([{ value: 5 }]);
});

it('works that wait for each other in a circle all end', async () => {
  const both = async (tx: Tx, first: string, second: string, id: number): Promise<number> => {
    await takeTurn(tx, [first]);
    await sql`select 1`.execute(tx);
    await takeTurn(tx, [second]);
    return write(tx, id);
  };
  await Promise.all([share((tx) => both(tx, 'a', 'b', 21)), share((tx) => both(tx, 'b', 'a', 22))]);
  expect((await kept(21, 29)).ids).toEqual([21, 22]);
});

it('items kept for the end are written once, together, and only when the work stands', async () => {
  const calls: number[][] = [];
  const gather = async (tx: Tx, ids: number[]): Promise<void> => {
    calls.push(ids);
    for (const id of ids) await write(tx, id);
  };
  await Promise.all([31, 32, 33].map((id) => share(async (tx) => writeAtEnd(tx, gather, id))));
  expect(calls).toEqual([[31, 32, 33]]);
  expect(await kept(31, 39)).toEqual({ ids: [31, 32, 33], transactions: 1 });
});

it('callbacks of a commit run after it, and not for a work that failed', async () => {
  const told: string[] = [];
  await Promise.allSettled([
    share(async (tx) => {
      onCommit(tx, async () => void told.push(`kept ${(await kept(41, 41)).ids.length}`));
      await write(tx, 41);
    }),
    share(async (tx) => {
      onCommit(tx, () => void told.push('never'));
      await write(tx, 1);
    }),
  ]);
  expect(told).toEqual(['kept 1']);
});

it('a transaction cannot be used when its work is over', async () => {
  let escaped: Tx | null = null;
  await share(async (tx) => {
    escaped = tx;
  });
  expect(() => onCommit(escaped as unknown as Tx, () => undefined)).toThrow('is over');
});
