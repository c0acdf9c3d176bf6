import { expect, it } from 'vitest';
import { fixedClock } from './clock.ts';
import { newId, newToken } from './ids.ts';

it('makes ids that sort in the order they were made, also within a millisecond and when the clock goes back', () => {
  const ids = Array.from({ length: 10_000 }, (_, index) => newId(index < 9_000 ? 1_800_000_000_000 : 5));
  expect(ids).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(ids.length);
});

it('makes version 7 UUIDs with their time in front (RFC 9562)', () => {
  const later = Date.now() + 10_000_000_000;
  const id = newId(later);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBeGreaterThanOrEqual(later);
});

it('makes tokens nobody guesses, and refuses short ones', () => {
  expect(newToken()).toMatch(/^[\w-]{43}$/);
  expect(newToken()).not.toBe(newToken());
  expect(() => newToken(8)).toThrow(RangeError);
});

it('has a clock for tests that moves only when told', () => {
  const clock = fixedClock('2026-03-29T00:59:59Z');
  clock.advance(1000);
  expect(clock.now().toISOString()).toBe('2026-03-29T01:00:00.000Z');
  expect(() => fixedClock('yesterday')).toThrow(RangeError);
});
