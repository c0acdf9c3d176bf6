import { describe, expect, test } from 'vitest';
import { completenessOf } from './completeness.ts';

const sure = (key: string) => ({ key, confidence: 0.9 });
const guess = (key: string) => ({ key, confidence: 0.3 });

describe('how much of an intake list is known', () => {
  const needed = ['device.generation', 'firmware.version', 'symptom.since'];
  test.each([
    ['nothing', [], 0, needed],
    ['the most important', [sure('device.generation')], 50, ['firmware.version', 'symptom.since']],
    ['the least important', [sure('symptom.since')], 17, ['device.generation', 'firmware.version']],
    ['a guess', [guess('device.generation')], 25, needed],
    [
      'a guess and the same for sure',
      [guess('symptom.since'), sure('symptom.since')],
      17,
      needed.slice(0, 2),
    ],
    ['what nobody asked for', [sure('money.amount')], 0, needed],
    ['all', needed.map(sure), 100, []],
  ])('%s', (_, facts, score, missing) => {
    expect(completenessOf(needed, facts)).toEqual({ score, missing });
  });

  test('a topic that needs nothing is complete', () => {
    expect(completenessOf([], [])).toEqual({ score: 100, missing: [] });
  });
});
