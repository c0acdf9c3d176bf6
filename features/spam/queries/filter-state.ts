/** Settings and lessons of the filter, remembered for a moment: a mail costs no question about them. */
import type { Desk } from '#features/workspace/index.ts';
import { spamLimits } from '../limits.ts';
import type { Taught } from '../rules/weigh-words.ts';
import { type FilterSetting, readFilter } from '../store/filter-setting.ts';
import { countTaught } from '../store/lessons.ts';

export type FilterState = {
  setting: FilterSetting;
  taught: Taught;
  /** Until when rspamd is left alone after a failure, milliseconds of this process's clock. */
  pausedUntil: number;
};

type Remembered = { at: number; state: Promise<FilterState> };
const remembered = new WeakMap<object, Remembered>();

/** Rejects while the database is away. */
export function filterState(desk: Pick<Desk, 'db' | 'brand'>): Promise<FilterState> {
  const now = performance.now();
  const known = remembered.get(desk.db);
  if (known && now - known.at < spamLimits.freshMilliseconds) return known.state;
  const state = load(desk, known);
  remembered.set(desk.db, { at: now, state });
  // A failure is not remembered: the next mail asks again.
  state.catch(() => remembered.delete(desk.db));
  return state;
}

async function load(desk: Pick<Desk, 'db' | 'brand'>, before: Remembered | undefined): Promise<FilterState> {
  const [setting, taught, known] = await Promise.all([
    readFilter(desk.db),
    countTaught(desk.db, desk.brand.id),
    before?.state.catch(() => undefined),
  ]);
  return { setting, taught, pausedUntil: known?.pausedUntil ?? 0 };
}

/** After a change in this process: it holds for the next mail. */
export function forgetFilter(desk: Pick<Desk, 'db'>): void {
  remembered.delete(desk.db);
}
