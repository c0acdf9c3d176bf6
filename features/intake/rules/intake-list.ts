/** Which facts a matter needs, given what is known of it: the topic's list with its conditions applied. */
import { type FactKey, factOf } from '#features/workspace/contract.ts';
import type { FactNeed, IntakeFile } from '#features/workspace/index.ts';
import { isKnown, sameValue } from './settle.ts';

/** `required`: without it nobody can help. `useful`: saves a question later. */
export type Need = { readonly key: FactKey; readonly need: 'required' | 'useful' };

/** As far as a list asks about it. */
export type FactTold = { readonly key: string; readonly value: string; readonly confidence: number };

/** The topic's list, the most important first; empty for a topic that needs nothing, or that the brand does not have. */
export function intakeFor(intake: IntakeFile, topic: string, facts: readonly FactTold[]): Need[] {
  const lists = Object.hasOwn(intake, topic) ? intake[topic] : undefined;
  if (lists === undefined) return [];
  const known = facts.filter(isKnown);
  return (['required', 'useful'] as const).flatMap((need) =>
    lists[need].filter((entry) => applies(entry, known)).map((entry) => ({ key: factOf(entry), need })),
  );
}

/**
 * What both likely topics need, for a mail of which nobody can say yet which of them it is about: an answer that helps
 * either way is worth a question.
 */
export function commonNeeds(one: readonly Need[], other: readonly Need[]): Need[] {
  return one.flatMap((mine) => {
    const theirs = other.find(({ key }) => key === mine.key);
    if (theirs === undefined) return [];
    const need = mine.need === 'required' && theirs.need === 'required' ? 'required' : 'useful';
    return [{ key: mine.key, need } satisfies Need];
  });
}

function applies(entry: FactNeed, known: readonly FactTold[]): boolean {
  if (typeof entry === 'string') return true;
  return Object.entries(entry.when).every(([key, wanted]) => {
    const told = known.filter((fact) => fact.key === key);
    if (wanted === 'known') return told.length > 0;
    if (wanted === 'unknown') return told.length === 0;
    return told.some(({ value }) => wanted.some((one) => sameValue(one, value)));
  });
}
