import { expect, it } from 'vitest';
import { newId } from '#platform/ids.ts';
import { createKeyRing } from '#platform/signing/key-ring.ts';
import { bounceAddress, bounceTokenIn, findBounceToken, verifyBounceToken } from './bounce-token.ts';
import { findReplyTokens, makeReplyToken, nonceFrom, tokenIn } from './reply-token.ts';

const key = (id: string) => ({
  id: `reply-token-${id}`,
  purpose: 'reply-token',
  secret: Buffer.alloc(32, id),
});
const keys = createKeyRing([key('1')]);
const mailId = newId();
const made = bounceAddress(keys, { ticketNumber: 1042, mailId }, 'support@example.com') ?? '';

it('fits into a local part and proves its ticket and its mail', () => {
  expect(made.indexOf('@')).toBeLessThanOrEqual(64);
  const token = bounceTokenIn(`<${made.toUpperCase()}>`) ?? '';
  const proven = verifyBounceToken(keys, token);
  expect(proven?.ticketNumber).toBe(1042);
  expect(proven?.isOfMail(mailId)).toBe(true);
  expect(proven?.isOfMail(newId())).toBe(false);
});

it('is found among other addresses, and still verifies after a newer key signs', () => {
  const renewed = createKeyRing([key('2'), key('1')]);
  expect(findBounceToken(renewed, ['support@example.com', made])).toMatchObject({ ticketNumber: 1042 });
});

it.each([
  ['another ticket', made.replace('+bsy-', '+bsz-')],
  [
    'another mail',
    made.replace(
      /-([a-z2-7])([a-z2-7]{36})@/,
      (_, first: string, rest: string) => `-${first === 'a' ? 'b' : 'a'}${rest}@`,
    ),
  ],
  ['a cut proof', made.replace(/.@/, '@')],
  [
    'a key that is retired',
    bounceAddress(createKeyRing([key('9')]), { ticketNumber: 1042, mailId }, 'support@example.com') ?? '',
  ],
  ['no token', 'support+hello@example.com'],
  ['nothing', ''],
  ['a very long address', `${'a+'.repeat(50_000)}@example.com`],
])('%s proves nothing', (_, address) => {
  expect(address).not.toBe(made);
  expect(findBounceToken(keys, [address])).toBeNull();
});

it('is never taken for a reply token, nor the other way round', () => {
  expect(tokenIn(made)).toBeNull();
  expect(findReplyTokens(keys, [made])).toEqual([]);
  const reply = makeReplyToken(keys, {
    ticketNumber: 1042,
    recipient: 'ada@example.org',
    nonce: nonceFrom(Buffer.alloc(16)),
  });
  expect(bounceTokenIn(`support+${reply}@example.com`)).toBeNull();
});

it('leaves a mailbox with a long name as it is', () => {
  expect(bounceAddress(keys, { ticketNumber: 1042, mailId }, `${'long'.repeat(8)}@example.com`)).toBeNull();
});
