/** How many tickets an issue has, by what they tell. */
import type { Desk } from '#features/workspace/index.ts';
import { issueNotFound } from '../commands/decide-link.ts';
import type { IssueCounts } from '../contract.ts';
import { knownIssueLimits } from '../limits.ts';
import { systemLabel } from '../rules/affects.ts';
import { barsByDay, barsOf } from '../rules/count-groups.ts';
import { countsOfIssue } from '../store/count-rows.ts';
import { findIssue } from '../store/issue-rows.ts';
import { traitNames } from './trait-names.ts';

type CountingDesk = Pick<Desk, 'db' | 'brand' | 'clock' | 'profile'>;
type Kind = IssueCounts['groups'][number]['kind'];

const labels: Readonly<Record<Kind, string>> = {
  firmware: 'Firmware',
  app: 'App version',
  generation: 'Device',
  os: 'System',
  language: 'Language',
  day: 'By day',
};

/** Throws `known-issue-not-found`. */
export async function issueCounts(desk: CountingDesk, number: number): Promise<IssueCounts> {
  const issue = await findIssue(desk.db, desk.brand.id, number);
  if (!issue) throw issueNotFound();
  const rows = await countsOfIssue(desk.db, issue.id);
  const { tickets = 0, open = 0 } = rows.find(({ kind }) => kind === 'all') ?? {};
  const names = traitNames(desk);
  const labelOf = (kind: Kind, value: string): string => {
    if (value === '') return '';
    if (kind === 'generation') return names.generation(value);
    if (kind === 'os') return value.replace(/^\S+/, systemLabel);
    return value;
  };
  const group = (kind: Exclude<Kind, 'day'>): IssueCounts['groups'][number] => {
    const { bars, rest } = barsOf(rows, kind, { value: '', tickets, open }, knownIssueLimits.bars);
    return {
      kind,
      label: labels[kind],
      bars: bars.map((bar) => ({ ...bar, label: labelOf(kind, bar.value) })),
      rest,
    };
  };
  const today = desk.clock.now().toISOString().slice(0, 10);
  const days = barsByDay(rows, today, knownIssueLimits.days).map((bar) => ({ ...bar, label: bar.value }));
  return {
    total: { tickets, open, solved: tickets - open },
    groups: [
      { kind: 'day', label: labels.day, bars: days, rest: 0 },
      ...(['firmware', 'app', 'generation', 'os', 'language'] as const).map(group),
    ],
  };
}
