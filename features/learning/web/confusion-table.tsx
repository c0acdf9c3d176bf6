import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState } from 'react';
import type { z } from 'zod';
import type { getWorkspace } from '#features/workspace/contract.ts';
import type { Measured } from '../contract.ts';
import styles from './model.module.css';
import { byDepartment, byTopic, isRow, type Matrix } from './words.ts';

type Departments = z.output<typeof getWorkspace.reply>['departments'];

/** What mails are, and what they were taken for: by department first, by topic where a department is opened. */
export function ConfusionTable({ measured, departments }: { measured: Measured; departments: Departments }) {
  const [opened, setOpened] = useState<string | null>(null);
  const department = departments.find(({ id }) => id === opened);
  const departmentOf = (topic: string) =>
    departments.find(({ topics }) => topics.some(({ id }) => id === topic))?.id ?? 'general';
  const matrix = department
    ? byTopic(
        measured,
        department.topics.map(({ id }) => id),
      )
    : byDepartment(
        measured,
        departmentOf,
        departments.map(({ id }) => id),
      );
  const labels = new Map([
    ...departments.map(({ id, label }) => [id, label] as const),
    ...(department?.topics ?? []).map(({ id, label }) => [id, label] as const),
    ['elsewhere', 'Another department'] as const,
  ]);
  if (matrix.names.length === 0) return null;
  return (
    <>
      <header className={styles.subHead}>
        <h3 className={styles.sub}>
          {department ? `What was taken for what: ${department.label}` : 'What was taken for what'}
        </h3>
        {department && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconArrowLeft size={15} />}
            onClick={() => setOpened(null)}
          >
            All departments
          </Button>
        )}
      </header>
      <p className="meta">
        A row is what a mail is, a column what the desk took it for.
        {!department && ' Choose a department to see its topics.'}
      </p>
      <MatrixTable
        key={opened}
        matrix={matrix}
        labelOf={(name) => labels.get(name) ?? name}
        onOpen={department ? null : setOpened}
      />
    </>
  );
}

type MatrixTableProps = {
  matrix: Matrix;
  labelOf: (name: string) => string;
  onOpen: ((name: string) => void) | null;
};

function MatrixTable({ matrix, labelOf, onOpen }: MatrixTableProps) {
  const rows = matrix.names.filter((name) => isRow(matrix, name));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className={styles.matrixBox} aria-label="What was taken for what" tabIndex={0}>
      <table className={styles.matrix}>
        <thead>
          <tr>
            <td />
            {matrix.names.map((name) => (
              <th key={name} scope="col">
                <span>{labelOf(name)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <MatrixRow key={row} row={row} matrix={matrix} labelOf={labelOf} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function MatrixRow({ row, matrix, labelOf, onOpen }: MatrixTableProps & { row: string }) {
  const cells = matrix.cells.filter((cell) => cell.row === row);
  const all = cells.reduce((sum, { mails }) => sum + mails, 0);
  return (
    <tr>
      <th scope="row">
        {onOpen ? (
          <button type="button" className={styles.open} onClick={() => onOpen(row)}>
            {labelOf(row)}
          </button>
        ) : (
          labelOf(row)
        )}
      </th>
      {matrix.names.map((column) => {
        const mails = cells.find((cell) => cell.column === column)?.mails ?? 0;
        const share = all === 0 ? 0 : mails / all;
        return (
          <td
            key={column}
            className="tabular"
            data-kind={mails === 0 ? 'none' : row === column ? 'right' : 'wrong'}
            style={{ '--share': `${Math.round(8 + share * 30)}%` } as React.CSSProperties}
            title={`${labelOf(row)} taken for ${labelOf(column)}: ${mails} of ${all}`}
          >
            {mails === 0 ? <span aria-hidden>·</span> : mails}
            {mails === 0 && <span className="sr-only">0</span>}
            {mails > 0 && row === column && <span className="sr-only"> right</span>}
          </td>
        );
      })}
    </tr>
  );
}
