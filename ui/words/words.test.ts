import { describe, expect, it } from 'vitest';
import { counter, humanise, plural, priorityWords, statusWords, wordOf } from './words.ts';

describe('words', () => {
  it('a value of a newer server is still readable', () => {
    expect(wordOf(statusWords, 'on-hold').label).toBe('on hold');
  });

  it('statuses of one tone differ in word or shape', () => {
    const marks = Object.values(statusWords).map((word) => `${word.tone} ${word.shape} ${word.label}`);
    expect(new Set(marks).size).toBe(marks.length);
    for (const word of [...Object.values(statusWords), ...Object.values(priorityWords)])
      expect(word.label).not.toBe('');
  });

  it('counters stop at 999', () => {
    expect([counter(0, false), counter(999, false), counter(1000, true), counter(1000, false)]).toEqual([
      '0',
      '999',
      '999+',
      '999+',
    ]);
  });

  it('speaks of one thing in the singular', () => {
    expect([plural(1, 'picture'), plural(4, 'picture'), humanise('heart-rate')]).toEqual([
      '1 picture',
      '4 pictures',
      'Heart rate',
    ]);
  });
});
