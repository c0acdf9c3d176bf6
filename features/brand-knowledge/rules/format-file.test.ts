import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoProfileDir } from '#features/workspace/testing.ts';
import { formatFile } from './format-file.ts';

const files = readdirSync(demoProfileDir, { recursive: true, encoding: 'utf8' })
  .filter((file) =>
    /^(?:profile\.json|intake\/.*|triage\/.*|labels\/.*|errors\/.*|templates\/.*questions\.json)$/.test(file),
  )
  .filter((file) => file.endsWith('.json'));

describe('every file of the profile that can be edited', () => {
  it.each(files)('%s is written as it is', (file) => {
    const text = readFileSync(join(demoProfileDir, file), 'utf8');
    expect(formatFile(JSON.parse(text))).toBe(text);
  });
});

it('keeps a list on one line up to 110 columns, counted as they are seen', () => {
  const list = (word: string, times: number): string => formatFile({ a: Array(times).fill(word) });
  expect(list('x'.repeat(15), 5)).toContain('"a": ["');
  expect(list('x'.repeat(18), 5)).toContain('"a": [\n');
  expect(list('あ'.repeat(8), 5)).toContain('"a": ["');
  expect(list('あ'.repeat(9), 5)).toContain('"a": [\n');
});

it.each([
  [{ a: [], b: {} }, '{\n  "a": [],\n  "b": {}\n}\n'],
  [{ a: undefined, b: null }, '{\n  "b": null\n}\n'],
  [[{ a: 1 }], '[\n  {\n    "a": 1\n  }\n]\n'],
  ['\u2028"\\', `${JSON.stringify('\u2028"\\')}\n`],
])('%j', (value, text) => {
  expect(formatFile(value)).toBe(text);
});
