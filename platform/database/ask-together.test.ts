import { sql } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { testDatabase } from '#test/setup/database.ts';
import { askTogether } from './ask-together.ts';
import { inSharedTransaction, takeTurn } from './shared-transaction.ts';
import { inTransaction, type Tx } from './transaction.ts';

const database = await testDatabase();
const line = { name: 'test', atOnce: 1 };
const share = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inSharedTransaction(database, line, work);

let trips: number[][] = [];

beforeEach(() => {
  trips = [];
});

async function double(tx: Tx, numbers: readonly number[]): Promise<number[]> {
  trips.push([...numbers]);
  const { rows } = await sql<{ n: number }>`
    select n * 2 as n from unnest(${numbers}::int[]) with ordinality as asked (n, i) order by i`.execute(tx);
  return rows.map((row) => row.n);
}

async function inverse(tx: Tx, numbers: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ n: number }>`
    select 60 / n as n from unnest(${numbers}::int[]) with ordinality as asked (n, i) order by i`.execute(tx);
  return rows.map((row) => row.n);
}

it('works of one transaction that ask at the same time ask once, and each gets its own answer', async () => {
  expect(await Promise.all([3, 1, 2].map((n) => share((tx) => askTogether(tx, double, n))))).toEqual([
    6, 2, 4,
  ]);
  expect(trips).toEqual([[3, 1, 2]]);
});

it('they go side by side: the second question of each is asked together, too', async () => {
  const twice = async (tx: Tx, n: number) => askTogether(tx, double, await askTogether(tx, double, n));
  expect(await Promise.all([1, 2].map((n) => share((tx) => twice(tx, n))))).toEqual([4, 8]);
  expect(trips).toEqual([
    [1, 2],
    [2, 4],
  ]);
});

it('a transaction of one work asks for itself', async () => {
  expect(await inTransaction(database, (tx) => askTogether(tx, double, 21))).toBe(42);
  expect(trips).toEqual([[21]]);
});

it('who waits for a turn asks when it has come', async () => {
  const inTurn = async (tx: Tx, n: number) => {
    await takeTurn(tx, ['one']);
    return askTogether(tx, double, n);
  };
  expect(await Promise.all([1, 2].map((n) => share((tx) => inTurn(tx, n))))).toEqual([2, 4]);
  expect(trips).toEqual([[1], [2]]);
});

it('a question that breaks the statement takes nobody with it: each asks again alone', async () => {
  const asked = [5, 0, 6].map((n) => share((tx) => askTogether(tx, inverse, n)));
  const [five, none, six] = await Promise.allSettled(asked);
  expect(five).toMatchObject({ value: 12 });
  expect(none).toMatchObject({ reason: { message: 'division by zero' } });
  expect(six).toMatchObject({ value: 10 });
});

it('answers that do not fit the questions are an error, never somebody else’s', async () => {
  const tooFew = async (): Promise<number[]> => [];
  await expect(inTransaction(database, (tx) => askTogether(tx, tooFew, 1))).rejects.toThrow(
    'answered 0 of 1',
  );
});
