import { describe, expect, it } from 'vitest';
import { inTransaction } from '#platform/database/transaction.ts';
import { createLog } from '#platform/log.ts';
import { testDatabase } from '#test/setup/database.ts';
import { announce, type LiveHint, openLiveFeed } from './live.ts';

const database = await testDatabase();

/** Resolves with the hints once `count` of them came. */
function collect(count: number): { onHint: (hint: LiveHint) => void; done: Promise<LiveHint[]> } {
  const { promise, resolve } = Promise.withResolvers<LiveHint[]>();
  const hints: LiveHint[] = [];
  return {
    onHint(hint) {
      hints.push(hint);
      if (hints.length === count) resolve(hints);
    },
    done: promise,
  };
}

describe('a live feed', () => {
  it('tells of what committed, in order, and of nothing that was rolled back', async () => {
    const feed = await openLiveFeed({ connectionString: database.url }, createLog('silent'));
    const { onHint, done } = collect(2);
    feed.subscribe(onHint, () => undefined);
    await inTransaction(database, (tx) => announce(tx, { type: 'ticket', ticketId: 'a' }));
    await inTransaction(database, async (tx) => {
      await announce(tx, { type: 'ticket', ticketId: 'never' });
      throw new Error('rolled back');
    }).catch((error: Error) => expect(error.message).toBe('rolled back'));
    await inTransaction(database, (tx) => announce(tx, { type: 'quarantine' }));
    expect(await done).toEqual([{ type: 'ticket', ticketId: 'a' }, { type: 'quarantine' }]);
    await feed.close();
  });

  it('comes back after its connection is cut and says that something may have been missed', async () => {
    const feed = await openLiveFeed(
      { connectionString: database.url, application_name: 'feed-under-test' },
      createLog('silent'),
    );
    const gap = Promise.withResolvers<void>();
    const { onHint, done } = collect(1);
    feed.subscribe(onHint, gap.resolve);
    await database.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'feed-under-test'",
    );
    await gap.promise;
    await announce(database.db, { type: 'presence', ticketId: 'b' });
    expect(await done).toEqual([{ type: 'presence', ticketId: 'b' }]);
    await feed.close();
  });
});
