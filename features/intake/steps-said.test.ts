import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSteps } from './rules/read-steps.ts';
import { contextOf } from './testing.ts';

/**
 * Sentences as customers write them, several for every step, in six languages: `step step/outcome|sentence`. Outcomes: none for no
 * change, `w` worked, `b` worked briefly, `x` could not be done, `u` unknown, `-` worse; `?step` may be told or not, `-` stands for none.
 * Held to a share and not each to its word: they stand for what people say, and none of them may become worse than the share.
 */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'fi', 'ja'];
const OUTCOMES: Readonly<Record<string, string>> = {
  '': 'no-change',
  w: 'worked',
  b: 'worked-briefly',
  x: 'could-not-do',
  u: 'unknown',
  '-': 'worse',
};

type Row = { wanted: Map<string, string>; optional: Set<string>; text: string };

function rowsOf(language: string): Row[] {
  const lines = readFileSync(join(import.meta.dirname, `steps-said/${language}.tsv`), 'utf8').split('\n');
  return lines
    .filter((line) => line.includes('|'))
    .map((line) => {
      const [labels = '', text = ''] = line.split('|');
      const words = labels.split(' ').filter((word) => word !== '' && word !== '-');
      const optional = words.filter((word) => word.startsWith('?')).map((word) => word.slice(1));
      const steps = words.filter((word) => !word.startsWith('?')).map((word) => word.split('/'));
      return {
        wanted: new Map(steps.map(([step = '', outcome = '']) => [step, OUTCOMES[outcome] ?? outcome])),
        optional: new Set(optional),
        text: text.trim().replaceAll('\\n', '\n'),
      };
    });
}

describe.each(LANGUAGES)('sentences about steps, in %s', (language) => {
  const rows = rowsOf(language);
  const read = rows.map(({ text }) => readSteps({ subject: '', body: text }, contextOf(language)));

  it('are read right nearly always', () => {
    let [right, wrong, missed, outcomes] = [0, 0, 0, 0];
    rows.forEach(({ wanted, optional }, at) => {
      const got = new Map((read[at] ?? []).map(({ step, outcome }) => [step, outcome]));
      for (const [step, outcome] of wanted) {
        if (got.has(step)) right += 1;
        else missed += 1;
        if (got.get(step) === outcome) outcomes += 1;
      }
      wrong += [...got.keys()].filter((step) => !wanted.has(step) && !optional.has(step)).length;
    });
    expect(rows.length).toBeGreaterThan(70);
    expect((2 * right) / (2 * right + wrong + missed)).toBeGreaterThan(0.95);
    expect(outcomes / right).toBeGreaterThan(0.95);
  });

  it('tell nothing where nothing was done', () => {
    const told = rows.filter(({ wanted }, at) => wanted.size === 0 && (read[at] ?? []).length > 0);
    expect(told.map(({ text }) => text)).toEqual([]);
  });
});
