/** Counts of an issue as bars: pure. */
import { compareVersions, parseVersion } from './version.ts';

export type Counted = { kind: string; value: string; tickets: number; open: number };
export type Bar = { value: string; tickets: number; open: number };
export type BarGroup = { bars: Bar[]; rest: number };

/** The days up to `today`, the oldest first, each with its tickets; days without any are there too. */
export function barsByDay(rows: readonly Counted[], today: string, days: number): Bar[] {
  const byDay = new Map(rows.filter(({ kind }) => kind === 'day').map((row) => [row.value, row]));
  const last = Date.parse(`${today}T00:00:00Z`);
  return Array.from({ length: days }, (_unused, at) => {
    const day = new Date(last - (days - 1 - at) * 86_400_000).toISOString().slice(0, 10);
    const { tickets = 0, open = 0 } = byDay.get(day) ?? {};
    return { value: day, tickets, open };
  });
}

/**
 * Bars of one kind: the largest `most`, versions in their order and others by size; `total` minus all of them stands for
 * tickets of which it is not known, as a bar without a value.
 */
export function barsOf(rows: readonly Counted[], kind: string, total: Bar, most: number): BarGroup {
  const all = rows
    .filter((row) => row.kind === kind && row.value !== '')
    .map(({ value, tickets, open }) => ({ value, tickets, open }))
    .sort((a, b) => b.tickets - a.tickets || (a.value < b.value ? -1 : 1));
  const shown = all.slice(0, most);
  const sum = (of: 'tickets' | 'open', bars: readonly Bar[]): number =>
    bars.reduce((before, bar) => before + bar[of], 0);
  const unknown = {
    value: '',
    tickets: Math.max(0, total.tickets - sum('tickets', all)),
    open: Math.max(0, total.open - sum('open', all)),
  };
  const isVersion = kind === 'firmware' || kind === 'app';
  const bars = isVersion ? shown.toSorted((a, b) => byVersion(a.value, b.value)) : shown;
  return {
    bars: all.length > 0 && unknown.tickets > 0 ? [...bars, unknown] : bars,
    rest: sum('tickets', all.slice(most)),
  };
}

/** The newest first; what is no version at the end. */
function byVersion(one: string, other: string): number {
  const [a, b] = [parseVersion(one), parseVersion(other)];
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return compareVersions(b, a);
}
