import { describe, expect, it } from 'vitest';
import { testDatabase } from '#test/setup/database.ts';
import { createKeyRing, openKeyRing } from './key-ring.ts';

const key = (id: string, fill: number) => ({
  id: `reply-token-${id}`,
  purpose: 'reply-token',
  secret: Buffer.alloc(32, fill),
});

describe('a signature', () => {
  const ring = createKeyRing([key('2', 2), key('1', 1)]);
  const { keyId, mac } = ring.sign('reply-token', 'ticket 7', 16);

  it('is made with the newest key and verifies', () => {
    expect(keyId).toBe('2');
    expect(ring.verify('reply-token', keyId, 'ticket 7', mac)).toBe(true);
  });

  it('still verifies with an older key that is not retired', () => {
    const old = createKeyRing([key('1', 1)]).sign('reply-token', 'ticket 7', 16);
    expect(ring.verify('reply-token', old.keyId, 'ticket 7', old.mac)).toBe(true);
  });

  it.each([
    ['other data', () => ring.verify('reply-token', '2', 'ticket 8', mac)],
    ['another purpose', () => ring.verify('tracking-link', '2', 'ticket 7', mac)],
    ['another key', () => ring.verify('reply-token', '1', 'ticket 7', mac)],
    ['an unknown key', () => ring.verify('reply-token', '9', 'ticket 7', mac)],
    [
      'a changed byte',
      () => ring.verify('reply-token', '2', 'ticket 7', Buffer.concat([mac.subarray(1), Buffer.of(0)])),
    ],
    ['a MAC cut short', () => ring.verify('reply-token', '2', 'ticket 7', mac.subarray(0, 11))],
    ['an empty MAC', () => ring.verify('reply-token', '2', 'ticket 7', Buffer.alloc(0))],
    ['a MAC too long', () => ring.verify('reply-token', '2', 'ticket 7', Buffer.alloc(64))],
  ])('does not verify with %s', (_what, check) => {
    expect(check()).toBe(false);
  });

  it('cannot be made shorter than 96 bits', () => {
    expect(() => ring.sign('reply-token', 'x', 8)).toThrow('too short');
  });
});

describe('keys in the database', () => {
  it('are the same for every process, also when two start at once', async () => {
    const database = await testDatabase();
    const [a, b] = await Promise.all([openKeyRing(database.db), openKeyRing(database.db)]);
    const { keyId, mac } = a.sign('tracking-link', 'x', 16);
    expect(b.verify('tracking-link', keyId, 'x', mac)).toBe(true);
  });
});
