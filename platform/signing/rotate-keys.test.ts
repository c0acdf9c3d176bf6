import { expect, it } from 'vitest';
import { fixedClock } from '#platform/clock.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { testDatabase } from '#test/setup/database.ts';
import { openKeyRing } from './key-ring.ts';
import { listSigningKeys, rotateKeys } from './rotate-keys.ts';

const day = 86_400_000;

const database = await testDatabase();

/** A desk that was just made, with its first keys. */
async function ringAt(start: string) {
  await database.db.deleteFrom('signingKey').execute();
  const clock = fixedClock(start);
  const ring = await openKeyRing(database.db, clock);
  const rotate = async (keepDays: number) => {
    await inTransaction({ db: database.db }, (tx) => rotateKeys(tx, { keepDays, now: clock.now() }));
    await ring.reload();
  };
  const holds = ({ keyId, mac }: { keyId: string; mac: Buffer }) =>
    ring.verify('reply-token', keyId, 'x', mac);
  return { clock, ring, rotate, holds, sign: () => ring.sign('reply-token', 'x', 16) };
}

it('a new key signs once every process knows it; the old one verifies until its day', async () => {
  const { clock, rotate, holds, sign } = await ringAt('2026-11-23T12:00:00Z');
  const slow = await openKeyRing(database.db, clock);
  const old = sign();
  await rotate(400);
  expect(sign().keyId).toBe(old.keyId);
  clock.advance(5 * 60_000);
  const fresh = sign();
  expect(fresh.keyId).not.toBe(old.keyId);
  expect(holds(old) && holds(fresh)).toBe(true);
  await slow.reload();
  expect(slow.verify('reply-token', fresh.keyId, 'x', fresh.mac)).toBe(true);
  clock.advance(399 * day);
  expect(holds(old)).toBe(true);
  // No reload is needed for the end: a process that cannot reach the database ends it, too.
  clock.advance(day);
  expect(holds(old)).toBe(false);
  expect(holds(fresh)).toBe(true);
});

it('keys that got out end at once, whatever was promised before', async () => {
  const { rotate, holds, sign, clock } = await ringAt('2026-11-23T12:00:00Z');
  const first = sign();
  await rotate(400);
  clock.advance(5 * 60_000);
  const second = sign();
  await rotate(0);
  expect([holds(first), holds(second)]).toEqual([false, false]);
  expect(holds(sign())).toBe(true);
});

it('a later rotation never lengthens the life of a key', async () => {
  const { rotate } = await ringAt('2026-11-23T12:00:00Z');
  await rotate(10);
  await rotate(400);
  const ends = (await listSigningKeys(database.db))
    .filter(({ purpose }) => purpose === 'reply-token')
    .map(({ retiredAt }) => retiredAt?.toISOString().slice(0, 10) ?? null);
  expect(ends).toEqual([null, '2027-12-28', '2026-12-03']);
});

it('two who rotate at once make two keys, one after the other', async () => {
  const { clock } = await ringAt('2026-11-23T12:00:00Z');
  const once = () =>
    inTransaction({ db: database.db }, (tx) =>
      rotateKeys(tx, { keepDays: 1, now: clock.now(), purposes: ['file-link'] }),
    );
  await Promise.all([once(), once()]);
  const ids = (await listSigningKeys(database.db))
    .filter(({ purpose }) => purpose === 'file-link')
    .map(({ id }) => id);
  expect(ids.sort()).toEqual(['file-link-1', 'file-link-2', 'file-link-3']);
});
