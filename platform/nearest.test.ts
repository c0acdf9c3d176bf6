import { expect, it } from 'vitest';
import { nearest } from './nearest.ts';

const known = ['start', 'doctor', 'migrate', 'inspect', 'port'];

it.each([
  ['strat', 'start'],
  ['prot', 'port'],
  ['docter', 'doctor'],
  ['Inspec', 'inspect'],
  ['cook', null],
  ['', null],
  ['x'.repeat(10_000), null],
])('%s is meant as %s', (word, meant) => {
  expect(nearest(word, known)).toBe(meant);
});
