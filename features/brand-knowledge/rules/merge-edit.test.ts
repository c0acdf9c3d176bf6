import { expect, it } from 'vitest';
import { mergeEdit, same } from './merge-edit.ts';

it.each<[string, base: unknown, edited: unknown, own: unknown, merged: unknown]>([
  ['an edit stands while the profile stays', { a: 1 }, { a: 2 }, { a: 1 }, { a: 2 }],
  ['what nobody edited follows the profile', { a: 1, b: 1 }, { a: 2, b: 1 }, { a: 1, b: 3 }, { a: 2, b: 3 }],
  ['where both changed, the edit stands', { a: 1 }, { a: 2 }, { a: 3 }, { a: 2 }],
  ['what the profile adds comes behind', { a: 1 }, { a: 2 }, { a: 1, z: 0 }, { a: 2, z: 0 }],
  ['what the brand added stays', { a: 1 }, { a: 1, n: 2 }, { a: 5 }, { a: 5, n: 2 }],
  ['what the brand took out stays out', { a: 1, b: 1 }, { a: 1 }, { a: 2, b: 1 }, { a: 2 }],
  ['what the profile took out goes', { a: 1, b: 1 }, { a: 2, b: 1 }, { a: 1 }, { a: 2 }],
  ['what the profile took out stays when edited', { a: 1, b: 1 }, { a: 1, b: 2 }, { a: 1 }, { a: 1, b: 2 }],
  ['phrases are a set', ['x', 'y'], ['x', 'y', 'mine'], ['y', 'new'], ['y', 'mine', 'new']],
  [
    'entries are told by their id',
    [
      { id: 'a', v: 1 },
      { id: 'b', v: 1 },
    ],
    [
      { id: 'a', v: 2 },
      { id: 'b', v: 1 },
    ],
    [
      { id: 'c', v: 1 },
      { id: 'b', v: 9 },
      { id: 'a', v: 1 },
    ],
    [
      { id: 'a', v: 2 },
      { id: 'b', v: 9 },
      { id: 'c', v: 1 },
    ],
  ],
  [
    'steps in their order are the brand’s',
    [{ s: 1 }, { s: 2 }],
    [{ s: 2 }, { s: 1 }],
    [{ s: 3 }],
    [{ s: 2 }, { s: 1 }],
  ],
])('%s', (_title, base, edited, own, merged) => {
  expect(mergeEdit(base, edited, own)).toEqual(merged);
});

it('a key of an object that means something to the language is a key like others', () => {
  const merged = mergeEdit({ a: 1 }, JSON.parse('{"a":1,"__proto__":{"x":1}}'), { a: 2 });
  expect(Object.keys(merged as object)).toEqual(['a', '__proto__']);
  expect(({} as { x?: number }).x).toBeUndefined();
});

it.each([
  [{ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }, true],
  [{ a: undefined }, {}, false],
  [[1, 2], [2, 1], false],
  [{}, [], false],
  [null, {}, false],
])('%j and %j say the same: %s', (one, other, expected) => {
  expect(same(one, other)).toBe(expected);
});
