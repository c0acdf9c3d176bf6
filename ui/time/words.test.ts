import { describe, expect, it } from 'vitest';
import { duration, fileSize, fullTime, longTime, shortTime } from './words.ts';

/** Wednesday 18 March 2026, noon in Berlin. */
const now = Date.parse('2026-03-18T11:00:00Z');
const options = { now, zone: 'Europe/Berlin' };

describe('times in words', () => {
  it.each([
    ['2026-03-18T10:59:40Z', 'now', 'just now'],
    ['2026-03-18T10:48:00Z', '12 min', '12 min ago'],
    ['2026-03-18T07:00:00Z', '4 h', 'Today 08:00'],
    ['2026-03-17T23:30:00Z', '11 h', 'Today 00:30'],
    ['2026-03-17T22:30:00Z', 'Yesterday', 'Yesterday 23:30'],
    ['2026-03-16T08:00:00Z', 'Mon', 'Mon 09:00'],
    ['2026-01-05T08:00:00Z', '5 Jan', '5 Jan, 09:00'],
    ['2024-01-05T08:00:00Z', '5 Jan 2024', '5 Jan 2024, 09:00'],
  ])('%s is %s in a list and %s in a conversation', (iso, short, long) => {
    expect(shortTime(iso, options)).toBe(short);
    expect(longTime(iso, options)).toBe(long);
  });

  it('a time a little ahead of our clock is now, not in the future', () => {
    expect(shortTime('2026-03-18T11:00:30Z', options)).toBe('now');
    expect(longTime('2026-03-18T11:00:30Z', options)).toBe('just now');
  });

  it('the exact time names its zone', () => {
    expect(fullTime('2026-03-18T10:48:00Z', options)).toMatch(
      /Wednesday.*18 March 2026.*11:48:00.*(CET|GMT\+1)/,
    );
  });

  it('a broken date shows nothing rather than "Invalid Date"', () => {
    expect([shortTime('x', options), longTime('x', options), fullTime('x', options)]).toEqual(['', '', '']);
  });
});

describe('amounts', () => {
  it.each([
    [0, '0 s'],
    [59, '59 s'],
    [150, '2 min'],
    [7200, '2 h'],
    [200_000, '2 days'],
  ])('%d seconds are %s', (seconds, words) => expect(duration(seconds)).toBe(words));

  it.each([
    [0, '0 B'],
    [2048, '2 kB'],
    [3_500_000, '3.5 MB'],
    [31_000_000, '31 MB'],
  ])('%d bytes are %s', (bytes, words) => expect(fileSize(bytes)).toBe(words));
});
