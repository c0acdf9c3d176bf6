import { expect, it } from 'vitest';
import { cleanData, snippetOf } from './clean-text.ts';
import { chosenRecipients, newOutsiders } from './recipients.ts';

it('plain data loses NUL and half characters at any depth, and nothing else', () => {
  const at = new Date(0);
  expect(cleanData({ a: ['x\0y', { b: '\ud800z' }], n: 1, none: null, at })).toEqual({
    a: ['xy', { b: '\ufffdz' }],
    n: 1,
    none: null,
    at,
  });
});

it.each([
  ['  two\n\n lines ', 20, 'two lines'],
  ['x'.repeat(30), 10, `${'x'.repeat(9)}…`],
  ['😀'.repeat(10), 10, '😀😀😀😀…'],
  ['', 10, ''],
  [' '.repeat(100_000), 10, ''],
])('%j within %i is %j', (text, most, expected) => {
  expect(snippetOf(text, most)).toBe(expected);
});

const one = (address: string) => ({ name: '', address, reason: 'wrote' });
const computed = {
  from: one('desk@example.com'),
  to: [one('Anna@example.com')],
  cc: [one('ben@example.org')],
};

it('recipients: nobody stands in two lists, however the address is written', () => {
  const chosen = chosenRecipients(computed, {
    cc: ['anna@EXAMPLE.com', 'new@example.net'],
    bcc: ['NEW@example.net'],
    without: [],
  });
  expect([chosen.to, chosen.cc, chosen.bcc].map((list) => list.map(({ address }) => address))).toEqual([
    ['Anna@example.com'],
    ['ben@example.org', 'new@example.net'],
    [],
  ]);
  expect(newOutsiders(chosen, computed, [])).toEqual(['new@example.net']);
  expect(newOutsiders(chosen, computed, ['New@Example.net'])).toEqual([]);
});

it('recipients: somebody taken off and added again is taken off', () => {
  const chosen = chosenRecipients(computed, {
    cc: ['ben@example.org'],
    bcc: [],
    without: ['BEN@example.org'],
  });
  expect(chosen.cc).toEqual([]);
});
