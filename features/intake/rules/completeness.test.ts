import { describe, expect, test } from 'vitest';
import { completenessOf } from './completeness.ts';
import type { Need } from './intake-list.ts';

const sure = (key: string) => ({ key, confidence: 0.9 });
const guess = (key: string) => ({ key, confidence: 0.3 });

describe('how much of an intake list is known', () => {
  const list: Need[] = [
    { key: 'device.generation', need: 'required' },
    { key: 'firmware.version', need: 'useful' },
    { key: 'symptom.since', need: 'useful' },
  ];
  test.each([
    ['nothing', [], 0, ['device.generation', 'firmware.version', 'symptom.since']],
    ['what is required', [sure('device.generation')], 60, ['firmware.version', 'symptom.since']],
    ['one thing that is useful', [sure('symptom.since')], 20, ['device.generation', 'firmware.version']],
    [
      'a guess: half of it, and still missing',
      [guess('device.generation')],
      30,
      ['device.generation', 'firmware.version', 'symptom.since'],
    ],
    [
      'a guess and the same for sure',
      [guess('symptom.since'), sure('symptom.since')],
      20,
      ['device.generation', 'firmware.version'],
    ],
    [
      'what nobody asked for',
      [sure('money.amount')],
      0,
      ['device.generation', 'firmware.version', 'symptom.since'],
    ],
    ['all', list.map(({ key }) => sure(key)), 100, []],
  ])('%s', (_, facts, score, missing) => {
    const found = completenessOf(list, facts);
    expect(found.score).toBe(score);
    expect(found.missing.map(({ key }) => key)).toEqual(missing);
  });

  test('a topic that needs nothing is complete', () => {
    expect(completenessOf([], [])).toEqual({ score: 100, missing: [] });
  });
});
