import { Button } from '@mantine/core';
import { useState } from 'react';
import type { IssueCounts } from '../contract.ts';
import { languageName } from './issue-words.ts';
import styles from './known-issues.module.css';

type Group = IssueCounts['groups'][number];

const wordOf = (group: Group, bar: Group['bars'][number]): string => {
  if (bar.value === '') return 'Not known';
  return group.kind === 'language' ? languageName(bar.label) : bar.label;
};

/** Open and solved tickets of one value, as a bar beside the numbers. */
function Row({ group, bar, largest }: { group: Group; bar: Group['bars'][number]; largest: number }) {
  const share = (count: number): string => `${largest === 0 ? 0 : (count / largest) * 100}%`;
  return (
    <tr>
      <th scope="row" title={wordOf(group, bar)} data-unknown={bar.value === '' || undefined}>
        {wordOf(group, bar)}
      </th>
      <td aria-hidden className={styles.barCell}>
        <span className={styles.bar}>
          <span data-part="open" style={{ width: share(bar.open) }} />
          <span data-part="solved" style={{ width: share(bar.tickets - bar.open) }} />
        </span>
      </td>
      <td>{bar.tickets}</td>
      <td className="meta">{bar.open} open</td>
    </tr>
  );
}

/** One kind of count: bars that are a table, too. */
export function CountTable({ group }: { group: Group }) {
  if (group.bars.length === 0) return null;
  const largest = Math.max(...group.bars.map((bar) => bar.tickets));
  return (
    <section className={styles.counts}>
      <table aria-label={`Tickets by ${group.label.toLowerCase()}`}>
        <caption>{group.label}</caption>
        <colgroup>
          <col style={{ width: '34%' }} />
          <col />
          <col style={{ width: 44 }} />
          <col style={{ width: 68 }} />
        </colgroup>
        <thead className="sr-only">
          <tr>
            <th scope="col">{group.label}</th>
            <td aria-hidden />
            <th scope="col">Tickets</th>
            <th scope="col">Open</th>
          </tr>
        </thead>
        <tbody>
          {group.bars.map((bar) => (
            <Row key={bar.value} group={group} bar={bar} largest={largest} />
          ))}
        </tbody>
      </table>
      {group.rest > 0 && <p className="meta">and {group.rest} in smaller groups</p>}
    </section>
  );
}

/** Tickets by day as columns; the same numbers as a table for whoever asks. */
export function DayColumns({ group }: { group: Group }) {
  const [table, setTable] = useState(false);
  const largest = Math.max(1, ...group.bars.map((bar) => bar.tickets));
  const total = group.bars.reduce((sum, bar) => sum + bar.tickets, 0);
  return (
    <section className={styles.days} aria-label="Tickets by day">
      <div className={styles.daysHead}>
        <h3>Last {group.bars.length} days</h3>
        <Button
          size="compact-xs"
          variant="subtle"
          aria-expanded={table}
          onClick={() => setTable((on) => !on)}
        >
          {table ? 'As columns' : 'As a table'}
        </Button>
      </div>
      {table ? (
        <table className={styles.dayTable}>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Tickets</th>
              <th scope="col">Open</th>
            </tr>
          </thead>
          <tbody>
            {group.bars
              .filter((bar) => bar.tickets > 0)
              .map((bar) => (
                <tr key={bar.value}>
                  <th scope="row">{bar.value}</th>
                  <td>{bar.tickets}</td>
                  <td>{bar.open}</td>
                </tr>
              ))}
          </tbody>
        </table>
      ) : (
        <>
          <div
            className={styles.columns}
            role="img"
            aria-label={`${total} tickets in ${group.bars.length} days, at most ${total === 0 ? 0 : largest} on one day`}
          >
            {group.bars.map((bar) => (
              <span
                key={bar.value}
                title={`${bar.value}: ${bar.tickets}`}
                style={{ height: `${(bar.tickets / largest) * 100}%` }}
                data-none={bar.tickets === 0 || undefined}
              />
            ))}
          </div>
          <div className={styles.daysFoot}>
            <span>{group.bars[0]?.value}</span>
            <span>today</span>
          </div>
        </>
      )}
    </section>
  );
}
