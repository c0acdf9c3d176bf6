/** From one look to the next: since when, and whether somebody is told. One alarm and one all-clear for each trouble. */
import { healthLimits } from '../limits.ts';
import type { WayState } from './judge-way.ts';

export type Standing = {
  state: WayState;
  since: Date;
  /** Since when it has not been well; null while it is. */
  troubleSince: Date | null;
  /** When this trouble was told; null: not yet. */
  alarmedAt: Date | null;
};

export type Followed = { standing: Standing; tell: 'alarm' | 'all-clear' | null };

/** `alarmAfter`: minutes of trouble before somebody is told. */
export function followTrouble(before: Standing, state: WayState, now: Date, alarmAfter: number): Followed {
  const since = state === before.state ? before.since : now;
  if (state === 'ok') {
    const steady = seconds(since, now) >= healthLimits.steady;
    const { troubleSince, alarmedAt } = before;
    // What comes back at once is the same trouble.
    if (troubleSince === null || !steady)
      return { standing: { state, since, troubleSince, alarmedAt }, tell: null };
    // Of what nobody was told, nobody waits for the end.
    const tell = alarmedAt === null ? null : 'all-clear';
    return { standing: { state, since, troubleSince: null, alarmedAt: null }, tell };
  }
  const troubleSince = before.troubleSince ?? now;
  if (before.alarmedAt !== null || seconds(troubleSince, now) < alarmAfter * 60) {
    return { standing: { state, since, troubleSince, alarmedAt: before.alarmedAt }, tell: null };
  }
  return { standing: { state, since, troubleSince, alarmedAt: now }, tell: 'alarm' };
}

function seconds(then: Date, now: Date): number {
  return (now.getTime() - then.getTime()) / 1000;
}
