import { expect, it } from 'vitest';
import { UsageError } from '../command.ts';
import { whichOf } from './understand.ts';

it.each([
  [true, null, 'all'],
  [false, '1042', { ticket: 1042 }],
  [false, '#1042', { ticket: 1042 }],
] as const)('--all %s --ticket %s', (all, ticket, which) => {
  expect(whichOf(all, ticket)).toEqual(which);
});

it.each([
  [false, null],
  [true, '1042'],
  [false, 'last'],
  [false, ''],
] as const)('refuses --all %s --ticket %s', (all, ticket) => {
  expect(() => whichOf(all, ticket)).toThrow(UsageError);
});
