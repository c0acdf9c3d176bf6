import { expect, it } from 'vitest';
import { lettersFor } from './letters.ts';

it.each<[string, string[], (string | null)[]]>([
  [
    'the first letters',
    ['Billing and accounts', 'Orders and shipping', 'Technical support', 'Warranty and safety'],
    ['b', 'o', 't', 'w'],
  ],
  ['the next word, when the first letter is taken', ['Sales', 'Sales north', 'Sales south'], ['s', 'n', 'a']],
  ['other letters of the name, when all its words are taken', ['Ab', 'Ab', 'Ab'], ['a', 'b', 'c']],
  ['without accents', ['Équipe', 'Ärzte'], ['e', 'a']],
  ['any letter, for writing that has none', ['技術', '請求', '💍'], ['a', 'b', 'c']],
  ['digits', ['1st line', '2nd line'], ['1', '2']],
  ['nothing', [], []],
])('keys are %s', (_what, names, letters) => {
  expect(lettersFor(names)).toEqual(letters);
});

it('no two names share a key, and what is left over has none', () => {
  const letters = lettersFor(Array.from({ length: 40 }, () => 'Team'));
  const given = letters.filter((letter) => letter !== null);
  expect(new Set(given).size).toBe(36);
  expect(letters.slice(36)).toEqual([null, null, null, null]);
});
