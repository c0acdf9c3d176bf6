/** Questions of a draft that were answered or asked before: nobody is asked twice. */

import type { OwnQuestion } from '#features/intake/index.ts';
import {
  type Asked,
  type AskedFor,
  type FactKey,
  factsAskedFor,
  isKnown,
  type MergedFact,
} from '#features/intake/index.ts';

export type VainQuestion = AskedFor & {
  /** What the customer told; null when it was only asked for. */
  readonly known: MergedFact | null;
  readonly asked: Asked | null;
};

export type WhatIsKnown = {
  readonly facts: readonly MergedFact[];
  readonly asked: ReadonlyMap<FactKey, Asked>;
  readonly language: string | null;
  readonly questions: readonly OwnQuestion[];
};

/**
 * What contradicts itself may be asked for again, and so may what the draft itself names ("Is it still 2.10.4?").
 */
export function asksInVain(draft: string, { facts, asked, ...about }: WhatIsKnown): VainQuestion[] {
  return factsAskedFor(draft, about).flatMap((question): VainQuestion[] => {
    const own = facts.filter((fact) => fact.key === question.key && isKnown(fact));
    const [known] = own;
    if (known === undefined) {
      const before = asked.get(question.key);
      return before === undefined ? [] : [{ ...question, known: null, asked: before }];
    }
    const isDoubtful = known.contradictions.length > 0 || own.length > 1;
    const isNamed = question.quote.toLowerCase().includes(known.value.toLowerCase());
    return isDoubtful || isNamed ? [] : [{ ...question, known, asked: null }];
  });
}
