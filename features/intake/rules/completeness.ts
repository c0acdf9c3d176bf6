/** How much of what a topic needs is known, and what is missing. */
import { isKnown } from './settle.ts';

export type Completeness = {
  /** 0 to 100; 100 when nothing is needed. */
  score: number;
  /** Keys of facts, the most important first. */
  missing: readonly string[];
};

/**
 * `needed`: the topic's intake list, the most important first. The first fact of a list of n weighs n, the last 1, so
 * that what helps most moves the score most. A guess counts half.
 */
export function completenessOf(
  needed: readonly string[],
  facts: readonly { key: string; confidence: number }[],
): Completeness {
  let all = 0;
  let have = 0;
  const missing: string[] = [];
  for (const [index, key] of needed.entries()) {
    const weight = needed.length - index;
    all += weight;
    const told = facts.filter((fact) => fact.key === key);
    if (told.some(isKnown)) have += weight;
    else {
      missing.push(key);
      if (told.length > 0) have += weight / 2;
    }
  }
  return { score: all === 0 ? 100 : Math.round((100 * have) / all), missing };
}
