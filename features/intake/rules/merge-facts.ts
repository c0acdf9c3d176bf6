/**
 * Facts of several messages as one picture: the newest explicit statement wins, contradictions stay in sight, and what an
 * agent confirmed or corrected is final.
 */
import { type Fact, type FactKey, KNOWN_FROM, manyValued } from './fact.ts';
import { sameValue } from './settle.ts';

/** A fact with where it was said and what became of it. */
export type KnownFact = Fact & {
  /** The message it stands in; null for what an agent or a form said. */
  readonly message: string | null;
  readonly saidAt: string;
  readonly saidBy: 'customer' | 'form' | 'agent';
  /** `confirmed` and `corrected` by an agent are final; `removed` is what an agent says is wrong. */
  readonly state: 'read' | 'confirmed' | 'corrected' | 'removed';
};

export type MergedFact = KnownFact & {
  /** Other values of the same key, newest first: shown beside it, never thrown away. */
  readonly contradictions: readonly KnownFact[];
};

const FINAL: ReadonlySet<KnownFact['state']> = new Set<KnownFact['state']>(['confirmed', 'corrected']);

/** Joins earlier facts with newer ones; the order within a list does not matter. */
export function mergeFacts(earlier: readonly KnownFact[], newer: readonly KnownFact[]): MergedFact[] {
  const byKey = new Map<FactKey, KnownFact[]>();
  for (const fact of [...earlier, ...newer]) {
    const same = byKey.get(fact.key);
    if (same === undefined) byKey.set(fact.key, [fact]);
    else same.push(fact);
  }
  return [...byKey].flatMap(([key, facts]) => mergeKey(key, facts));
}

function mergeKey(key: FactKey, facts: readonly KnownFact[]): MergedFact[] {
  const removed = facts.filter((fact) => fact.state === 'removed');
  const standing = facts.filter(
    (fact) =>
      fact.state !== 'removed' &&
      // Said again after an agent removed it, it is news; before, it is what was removed.
      !removed.some(
        (one) => sameValue(one.value, fact.value) && one.saidAt >= fact.saidAt && !FINAL.has(fact.state),
      ),
  );
  const ordered = eachValueOnce(standing.toSorted(stronger));
  if (manyValued.has(key)) return ordered.map((fact) => ({ ...fact, contradictions: [] }));
  const [first, ...others] = ordered;
  return first === undefined ? [] : [{ ...first, contradictions: others.toSorted(newestFirst) }];
}

/** An agent's word, then what was said outright, then the newest. */
function stronger(a: KnownFact, b: KnownFact): number {
  const rank = (fact: KnownFact): number =>
    (FINAL.has(fact.state) ? 2 : 0) + (fact.confidence >= KNOWN_FROM ? 1 : 0);
  return rank(b) - rank(a) || newestFirst(a, b);
}

function newestFirst(a: KnownFact, b: KnownFact): number {
  return a.saidAt < b.saidAt ? 1 : a.saidAt > b.saidAt ? -1 : b.confidence - a.confidence;
}

function eachValueOnce(facts: readonly KnownFact[]): KnownFact[] {
  return facts.filter((fact, at) => !facts.slice(0, at).some((other) => sameValue(other.value, fact.value)));
}
