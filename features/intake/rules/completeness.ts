/** How much of what a topic needs is known, and what is missing. */
import type { FactTold, Need } from './intake-list.ts';
import { isKnown } from './settle.ts';

export type Completeness = {
  /** 0 to 100; 100 when nothing is needed. */
  score: number;
  /** The most important first. */
  missing: readonly Need[];
};

/** What nobody can help without weighs as much as three things that are only useful. */
const weights: Readonly<Record<Need['need'], number>> = { required: 3, useful: 1 };

/** `list`: what the matter needs, from `intakeFor`. A guess counts half, and is still missing. */
export function completenessOf(
  list: readonly Need[],
  facts: readonly Pick<FactTold, 'key' | 'confidence'>[],
): Completeness {
  let all = 0;
  let have = 0;
  const missing: Need[] = [];
  for (const need of list) {
    const weight = weights[need.need];
    all += weight;
    const told = facts.filter((fact) => fact.key === need.key);
    if (told.some(isKnown)) have += weight;
    else {
      missing.push(need);
      if (told.length > 0) have += weight / 2;
    }
  }
  return { score: all === 0 ? 100 : Math.round((100 * have) / all), missing };
}
