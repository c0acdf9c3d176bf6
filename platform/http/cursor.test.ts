import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, decodeTimeCursor, encodeCursor } from './cursor.ts';

describe('a cursor', () => {
  it('comes back as it went out', () => {
    const at = new Date('2026-03-02T10:00:00.123Z');
    const id = '0190a1b2-0000-7000-8000-000000000001';
    expect(decodeTimeCursor(encodeCursor([at, id]))).toEqual({ at, id });
  });

  it.each([
    ['empty', ''],
    ['not base64', '%%%'],
    ['not JSON', Buffer.from('hello').toString('base64url')],
    ['not a list', Buffer.from('{"a":1}').toString('base64url')],
    ['of another length', encodeCursor(['2026-03-02T10:00:00Z'])],
    ['without a time', encodeCursor(['yesterday', '0190a1b2-0000-7000-8000-000000000001'])],
    ['without an id', encodeCursor(['2026-03-02T10:00:00Z', "1' or '1'='1"])],
    ['nested', Buffer.from('[["a"],{"b":1}]').toString('base64url')],
  ])('is refused when it is %s', (_what, cursor) => {
    expect(() => decodeTimeCursor(cursor)).toThrow(expect.objectContaining({ problem: 'invalid-request' }));
  });

  it('never breaks on anything a caller may send', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          decodeCursor(text, 2);
        } catch (error) {
          expect(error).toMatchObject({ problem: 'invalid-request' });
        }
      }),
    );
  });
});
