import { expect, it } from 'vitest';
import { dayWords } from './day-words.ts';

it.each([
  ['2026-11-12', false, '12 Nov 2026'],
  ['2026-11-09', true, 'about 9 Nov 2026'],
  ['2026-03', true, 'Mar 2026'],
  [null, false, 'date not said'],
  ['soon', true, 'date not said'],
])('%s %s: %s', (date, approximate, words) => expect(dayWords({ date, approximate })).toBe(words));
