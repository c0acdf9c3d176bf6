import { expect, test } from 'vitest';
import { preferredLanguages } from './accept-language.ts';

test.each<[string | undefined, string[]]>([
  [undefined, []],
  ['', []],
  ['de', ['de']],
  ['fi-FI, en;q=0.5, sv;q=0.9', ['fi-FI', 'sv', 'en']],
  ['*, de;q=0.1', ['de']],
  ['ja;q=0, en', ['en']],
  ['zh-Hant-TW', ['zh-Hant-TW']],
  ['de;q=nonsense, <script>, fr', ['fr']],
  ['en'.padEnd(100_000, ',x'), ['en']],
])('%s asks for %o', (header, languages) => {
  expect(preferredLanguages(header)).toEqual(languages);
});
