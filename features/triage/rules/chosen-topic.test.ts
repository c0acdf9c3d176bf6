import { describe, expect, it } from 'vitest';
import { followChoice } from './chosen-topic.ts';

const guesses = [
  { topic: 'pairing', chance: 0.93 },
  { topic: 'sync', chance: 0.05 },
];
const [pairing] = guesses;
const choose = (chosen: string, judged = pairing) =>
  followChoice(chosen, judged ?? { topic: 'other', chance: 0 }, guesses, 'safety');

describe('a topic that the customer chose', () => {
  it.each<[string, number]>([
    ['sync', 0.9],
    ['pairing', 0.93],
    ['safety', 1],
  ])('%s is followed, %d sure', (chosen, confidence) => {
    const { topic, confidence: sure, guesses: all, reasons } = choose(chosen);
    expect([topic, sure, all[0]]).toEqual([chosen, confidence, { topic: chosen, chance: confidence }]);
    expect(all.filter((guess) => guess.topic === chosen)).toHaveLength(1);
    expect(reasons[0]).toBe(`The customer chose "${chosen}" on the contact form`);
  });

  it.each<[string, { topic: string; chance: number }, boolean]>([
    ['sync', { topic: 'pairing', chance: 0.93 }, true],
    ['sync', { topic: 'pairing', chance: 0.4 }, false],
    ['pairing', { topic: 'pairing', chance: 0.93 }, false],
  ])('%s against %j: told as a contradiction %s', (chosen, judged, told) => {
    expect(
      choose(chosen, judged).reasons.some((reason) => reason.includes('rather speak of "pairing" (93 %)')),
    ).toBe(told);
  });
});
