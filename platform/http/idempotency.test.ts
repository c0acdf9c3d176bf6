import { describe, expect, it } from 'vitest';
import { inTransaction, type Tx, withWitness } from '#platform/database/transaction.ts';
import { testDatabase } from '#test/setup/database.ts';
import { createIdempotencyStore, requestHash } from './idempotency.ts';
import { createRateCounter } from './rate-count.ts';

const database = await testDatabase();
const store = createIdempotencyStore(database.db);

describe('an idempotency key', () => {
  it('lets the first request through and answers the second with the first reply', async () => {
    expect(await store.begin('key:1', 'a', 'hash')).toBeNull();
    await store.finish('key:1', 'a', 201, { number: 7 });
    expect(await store.begin('key:1', 'a', 'hash')).toEqual({ status: 201, body: { number: 7 } });
  });

  it('is refused for another request', async () => {
    await store.begin('key:1', 'b', 'one');
    await store.finish('key:1', 'b', 200, {});
    await expect(store.begin('key:1', 'b', 'two')).rejects.toMatchObject({
      problem: 'idempotency-key-reused',
    });
  });

  it('is refused while the first request still runs, and lets one of two racing ones through', async () => {
    const outcomes = await Promise.allSettled([
      store.begin('key:1', 'c', 'h'),
      store.begin('key:1', 'c', 'h'),
    ]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is free again after a failure', async () => {
    await store.begin('key:1', 'd', 'h');
    await store.forget('key:1', 'd');
    expect(await store.begin('key:1', 'd', 'h')).toBeNull();
    await store.forgetUnlessDone('key:1', 'd');
    expect(await store.begin('key:1', 'd', 'h')).toBeNull();
  });

  describe('of a request whose process died', () => {
    const later = (key: string) =>
      database.db
        .updateTable('idempotencyKey')
        .set({ createdAt: new Date(Date.now() - 61_000) })
        .where('key', '=', key)
        .execute();
    const mark = (key: string) => (tx: Tx) => store.mark(tx, 'key:1', key, 201);

    it('is free after a minute when nothing was done', async () => {
      await store.begin('key:1', 'nothing', 'h');
      await withWitness(mark('nothing'), () =>
        inTransaction(database, () => Promise.reject(new Error('the process ends here'))),
      ).catch(() => undefined);
      await later('nothing');
      expect(await store.begin('key:1', 'nothing', 'h')).toBeNull();
    });

    it('is never free again when something was done: the reply is lost, and it says so', async () => {
      await store.begin('key:1', 'done', 'h');
      await withWitness(mark('done'), async () => {
        await inTransaction(database, async () => undefined);
        await inTransaction(database, async () => undefined);
      });
      await expect(store.begin('key:1', 'done', 'h')).rejects.toMatchObject({ problem: 'conflict' });
      await later('done');
      await expect(store.begin('key:1', 'done', 'h')).rejects.toMatchObject({ problem: 'reply-lost' });
      // As when the database went away between the commit and its confirmation: the request believes that it failed.
      await store.forgetUnlessDone('key:1', 'done');
      await expect(store.begin('key:1', 'done', 'h')).rejects.toMatchObject({ problem: 'reply-lost' });
    });

    it('answers as ever when only the value null was the reply', async () => {
      await store.begin('key:1', 'null', 'h');
      await store.finish('key:1', 'null', 200, null);
      await later('null');
      expect(await store.begin('key:1', 'null', 'h')).toEqual({ status: 200, body: null });
    });
  });

  it('belongs to one caller', async () => {
    await store.begin('key:1', 'e', 'h');
    expect(await store.begin('key:2', 'e', 'h')).toBeNull();
  });

  it('tells requests apart by method, path and body', () => {
    const hashes = [
      requestHash('POST', '/a', { x: 1 }),
      requestHash('POST', '/a', { x: 2 }),
      requestHash('POST', '/b', { x: 1 }),
      requestHash('PUT', '/a', { x: 1 }),
    ];
    expect(new Set(hashes).size).toBe(4);
  });
});

describe('a rate counter', () => {
  it('refuses past its limit, each bucket for itself', async () => {
    const rate = createRateCounter(database.db);
    await rate.count('one', 2);
    await rate.count('one', 2);
    await expect(rate.count('one', 2)).rejects.toMatchObject({ problem: 'too-many-requests' });
    await rate.count('other', 2);
  });
});
