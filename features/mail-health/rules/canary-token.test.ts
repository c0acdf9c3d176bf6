import { describe, expect, it } from 'vitest';
import { newId } from '#platform/ids.ts';
import { createKeyRing } from '#platform/signing/key-ring.ts';
import { makeCanaryToken, provenCanary } from './canary-token.ts';

const key = (id: string, fill: number) => ({
  id: `reply-token-${id}`,
  purpose: 'reply-token',
  secret: Buffer.alloc(32, fill),
});
const keys = createKeyRing([key('1', 1)]);
const id = newId();
const token = makeCanaryToken(keys, id);
const flip = (text: string, at: number): string =>
  `${text.slice(0, at)}${text[at] === '0' ? '1' : '0'}${text.slice(at + 1)}`;

describe('a canary token', () => {
  it.each<[string, (string | null)[]]>([
    ['its Message-ID', [`${token}@example.com`, 'Hello']],
    ['the Message-ID in capitals', [`${token.toUpperCase()}@EXAMPLE.COM`]],
    [
      'the subject, where a relay wrote a Message-ID of its own',
      ['0102@relay.example', `Mail check ${token}`],
    ],
    ['the subject, with what a server on the way put before it', [null, `[External] Mail check ${token}`]],
  ])('is known by %s', (_where, places) => {
    expect(provenCanary(keys, places)).toBe(id);
  });

  it.each<[string, (string | null)[]]>([
    ['is not there', ['m1@mail.example.com', 'My ring does not charge', null, '']],
    ['is of another row', [flip(token, 3)]],
    ['has another proof', [flip(token, token.length - 1)]],
    ['has a proof cut short', [token.slice(0, -1)]],
    ['has a proof made longer', [`${token}0`]],
    ['names a key that is not there', [token.replace('-1-', '-9-')]],
    ['stands far behind other words', [`${'x '.repeat(300)}${token}`]],
    ['is part of another word', [`a${token}`]],
  ])('that %s proves nothing', (_what, places) => {
    expect(provenCanary(keys, places)).toBeNull();
  });

  it('of another desk proves nothing', () => {
    expect(provenCanary(createKeyRing([key('1', 2)]), [token])).toBeNull();
  });
});
