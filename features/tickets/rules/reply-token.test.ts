import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createKeyRing } from '#platform/signing/key-ring.ts';
import {
  findReplyTokens,
  makeReplyToken,
  nonceFrom,
  tokenIn,
  tokenMessageId,
  tokenPlusAddress,
  verifyReplyToken,
} from './reply-token.ts';

const key = (id: string) => ({ id: `reply-token-${id}`, purpose: 'reply-token', secret: randomBytes(32) });
const first = key('1');
const keys = createKeyRing([first]);
const recipient = 'mia@example.com';

test('a token proves its ticket and recipient in both forms', () => {
  const token = makeReplyToken(keys, { ticketNumber: 1042, recipient, nonce: nonceFrom(randomBytes(16)) });
  const plain = makeReplyToken(keys, { ticketNumber: 1042, recipient, nonce: '' });
  const messageId = tokenMessageId(token, 'Example.org');
  const address = tokenPlusAddress(plain, 'support@example.org') ?? '';
  expect(messageId).toMatch(/^[a-z0-9-]+@example\.org$/);
  expect(address).toMatch(/^support\+[a-z0-9-]+@example\.org$/);
  for (const place of [messageId, `<${messageId}>`, address, address.toUpperCase()]) {
    const verified = verifyReplyToken(keys, tokenIn(place) ?? '');
    expect(verified?.ticketNumber).toBe(1042);
    expect(verified?.isFor('MIA@example.com')).toBe(true);
    expect(verified?.isFor('eve@example.com')).toBe(false);
  }
});

test('any changed letter makes a token worthless', () => {
  const token = makeReplyToken(keys, { ticketNumber: 7, recipient, nonce: 'abc' });
  fc.assert(
    fc.property(
      fc.nat(token.length - 1),
      fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz234567-'),
      (at, letter) => {
        const changed = token.slice(0, at) + letter + token.slice(at + 1);
        fc.pre(changed !== token);
        expect(verifyReplyToken(keys, changed)).toBeNull();
      },
    ),
  );
});

test('a new key signs while the old one still verifies, and a retired key proves nothing', () => {
  const old = makeReplyToken(keys, { ticketNumber: 9, recipient, nonce: '' });
  const second = key('2');
  expect(verifyReplyToken(createKeyRing([second, first]), old)?.ticketNumber).toBe(9);
  expect(verifyReplyToken(createKeyRing([second]), old)).toBeNull();
});

test('the mark of the recipient is known only to who has the key, and to no other key', () => {
  const token = makeReplyToken(keys, { ticketNumber: 9, recipient, nonce: '' });
  const other = createKeyRing([{ ...key('1') }]);
  const marks = [keys, other].map((ring) => ring.mark('reply-token', recipient, 5).toString('hex'));
  expect(new Set(marks).size).toBe(2);
  const rotated = createKeyRing([key('2'), first]);
  expect(verifyReplyToken(rotated, token)?.isFor(recipient)).toBe(true);
  expect(verifyReplyToken(rotated, token)?.isFor('eve@example.com')).toBe(false);
});

test('its proof has 128 bits', () => {
  const token = makeReplyToken(keys, { ticketNumber: 9, recipient, nonce: '' });
  expect((/-([a-z2-7]{34})$/.exec(token)?.[1] ?? '').length - 8).toBe(26);
});

test('tickets and recipients give different tokens, nonces different Message-IDs', () => {
  const make = (ticketNumber: number, to: string, nonce: string) =>
    makeReplyToken(keys, { ticketNumber, recipient: to, nonce });
  const all = [make(1, 'a@example.com', ''), make(2, 'a@example.com', ''), make(1, 'b@example.com', '')];
  all.push(make(1, 'a@example.com', 'x'));
  expect(new Set(all).size).toBe(4);
});

test('a mailbox name too long for a token gives no plus-address', () => {
  const token = makeReplyToken(keys, { ticketNumber: 123456, recipient, nonce: '' });
  expect(tokenPlusAddress(token, `${'a'.repeat(40)}@example.org`)).toBeNull();
  expect(tokenPlusAddress(token, 'technical-support@example.org')).not.toBeNull();
});

test('hostile places are passed over quickly', () => {
  const good = makeReplyToken(keys, { ticketNumber: 5, recipient, nonce: '' });
  const places = ['', '@', `${'t-'.repeat(100_000)}@x`, 'plain@example.com', `support+${good}@example.org`];
  expect(findReplyTokens(keys, places).map((token) => token.ticketNumber)).toEqual([5]);
});
