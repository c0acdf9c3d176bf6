import { describe, expect, it } from 'vitest';
import { stepsFileSchema } from '#features/workspace/profile/reading-file.ts';
import { partsOf, waysOf } from './step-forms.ts';

const lists = { another: ['another', 'a second'], cables: ['cable', 'cord'] };

describe('a form with lists', () => {
  it('stands for each with each', () => {
    expect(waysOf('{another} {cables}', lists)).toEqual([
      'another cable',
      'another cord',
      'a second cable',
      'a second cord',
    ]);
    expect(waysOf('plain', lists)).toEqual(['plain']);
  });
  it('is refused where a list is not there, and where it could be written in too many ways', () => {
    expect(() => waysOf('{none} x', lists)).toThrow(RangeError);
    const many = { a: Array.from({ length: 100 }, (_, at) => `w${at}`) };
    expect(() => waysOf('{a} {a} {a}', many)).toThrow(RangeError);
  });
});

describe('the file of steps', () => {
  const file = {
    lists,
    objects: { 'other-cable': ['{another} {cables}'] },
    verbs: { othercable: { of: 'other-cable', done: ['it was the cable'] } },
    pairs: [{ step: 'change-cable', verb: 'othercable', objects: [], alone: true }],
  };
  it('gives a verb the forms of an object as nouns', () => {
    const parts = partsOf(stepsFileSchema.parse(file));
    expect(parts.filter(([, part]) => part.kind === 'verb' && part.form === 'noun')).toHaveLength(4);
    expect(parts.filter(([, part]) => part.kind === 'object')).toHaveLength(4);
  });
  it.each([
    ['a list', { ...file, objects: { 'other-cable': ['{none} cable'] } }],
    ['an object', { ...file, verbs: { othercable: { of: 'none' } } }],
  ])('is refused when it names %s that is not there', (_title, broken) => {
    expect(stepsFileSchema.safeParse(broken).success).toBe(false);
  });
});
