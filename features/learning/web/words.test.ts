import { describe, expect, it } from 'vitest';
import { byDepartment, byTopic, isRow, percent, progressOf } from './words.ts';

const measured = {
  mails: 10,
  right: 6,
  departmentRight: 8,
  byTopic: [],
  byLanguage: [],
  judged: [
    { topic: 'sync', as: 'sync', mails: 4 },
    { topic: 'sync', as: 'battery', mails: 2 },
    { topic: 'battery', as: 'invoice', mails: 1 },
    { topic: 'invoice', as: 'invoice', mails: 3 },
  ],
};
const departmentOf = (topic: string) => (topic === 'invoice' ? 'billing' : 'technical');

describe('the matrix', () => {
  it('joins topics of a department', () => {
    const { names, cells } = byDepartment(measured, departmentOf, ['technical', 'billing', 'orders']);
    expect(names).toEqual(['technical', 'billing']);
    expect(cells).toEqual([
      { row: 'technical', column: 'technical', mails: 6 },
      { row: 'technical', column: 'billing', mails: 1 },
      { row: 'billing', column: 'billing', mails: 3 },
    ]);
  });

  it('of one department keeps its topics, and what went elsewhere together', () => {
    const matrix = byTopic(measured, ['sync', 'battery']);
    expect(matrix.names).toEqual(['sync', 'battery', 'elsewhere']);
    expect(matrix.cells.find(({ column }) => column === 'elsewhere')).toEqual({
      row: 'battery',
      column: 'elsewhere',
      mails: 1,
    });
    expect([isRow(matrix, 'sync'), isRow(matrix, 'elsewhere')]).toEqual([true, false]);
  });
});

it.each([
  [86, 100, '86 %'],
  [1, 40, '2.5 %'],
  [0, 40, '0 %'],
  [0, 0, '–'],
  [40, 40, '100 %'],
])('%s of %s is %s', (part, of, words) => {
  expect(percent(part, of)).toBe(words);
});

it('progress only goes on, from stage to stage', () => {
  const way = (['waiting', 'reading', 'training', 'measuring'] as const).flatMap((stage) =>
    [0, 0.5, 1].map((share) => progressOf({ stage, share })),
  );
  expect(way).toEqual(way.toSorted((a, b) => a - b));
  expect([way[0], way.at(-1)]).toEqual([0, 100]);
});
