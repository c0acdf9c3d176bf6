/** Words and figures of the page. Pure. */
import type { Measured, TriageModel } from '../contract.ts';

/** "86 %", or a dash where there is nothing to divide by. */
export function percent(part: number, of: number): string {
  if (of === 0) return '–';
  const share = (part / of) * 100;
  return `${share > 0 && share < 10 ? share.toFixed(1) : Math.round(share)} %`;
}

export function versionName(number: number): string {
  return number === 0 ? 'The profile’s own' : `Version ${number}`;
}

export const stageWords: Readonly<Record<NonNullable<TriageModel['training']>['stage'], string>> = {
  waiting: 'Waiting for a worker',
  reading: 'Reading what was taught',
  training: 'Training',
  measuring: 'Measuring on mails held back',
};

/** Share of the whole way: the stages one after the other. */
export function progressOf({ stage, share }: NonNullable<TriageModel['training']>): number {
  const ways = { waiting: [0, 3], reading: [3, 8], training: [8, 80], measuring: [80, 100] } as const;
  const [from, to] = ways[stage];
  return Math.round(from + (to - from) * share);
}

export type Cell = { row: string; column: string; mails: number };
/** Rows and columns are the same names, in the same order. */
export type Matrix = { names: readonly string[]; cells: readonly Cell[] };

const outside = 'elsewhere';

/** Judgements by department. */
export function byDepartment(
  measured: Measured,
  departmentOf: (topic: string) => string,
  order: readonly string[],
): Matrix {
  return matrixOf(
    measured.judged.map(({ topic, as, mails }) => ({
      row: departmentOf(topic),
      column: departmentOf(as),
      mails,
    })),
    order,
  );
}

/** Judgements of the topics of one department; what went to another stands together. */
export function byTopic(measured: Measured, topics: readonly string[]): Matrix {
  const own = measured.judged.filter(({ topic }) => topics.includes(topic));
  return matrixOf(
    own.map(({ topic, as, mails }) => ({ row: topic, column: topics.includes(as) ? as : outside, mails })),
    [...topics, outside],
  );
}

function matrixOf(all: readonly Cell[], order: readonly string[]): Matrix {
  const cells = new Map<string, Cell>();
  for (const { row, column, mails } of all) {
    const key = `${row} ${column}`;
    cells.set(key, { row, column, mails: mails + (cells.get(key)?.mails ?? 0) });
  }
  const named = [...cells.values()];
  return {
    names: order.filter((name) => named.some(({ row, column }) => row === name || column === name)),
    cells: named,
  };
}

/** Whether a row is one of what was measured; mails of no department here are only a column. */
export function isRow(matrix: Matrix, name: string): boolean {
  return matrix.cells.some(({ row }) => row === name);
}
