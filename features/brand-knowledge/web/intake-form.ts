/** An intake list while it is edited. Pure. */
import type { Edit, IntakeKnowledge, NeedKnowledge } from '../contract.ts';

/** A condition of one fact, as one can choose it; others are kept as they are. */
export type Condition = { fact: string; is: 'known' | 'unknown' | readonly string[] };
export type NeedForm = { fact: string; when: readonly Condition[] };
export type IntakeForm = { required: readonly NeedForm[]; useful: readonly NeedForm[] };

export function intakeFormOf({ required, useful }: IntakeKnowledge): IntakeForm {
  return { required: required.map(needForm), useful: useful.map(needForm) };
}

function needForm(need: NeedKnowledge): NeedForm {
  if (typeof need === 'string') return { fact: need, when: [] };
  return { fact: need.fact, when: Object.entries(need.when).map(([fact, is]) => ({ fact, is })) };
}

export function intakeOf(topic: string, { required, useful }: IntakeForm): IntakeKnowledge {
  return { topic, required: required.map(needOf), useful: useful.map(needOf) };
}

function needOf({ fact, when }: NeedForm): NeedKnowledge {
  if (when.length === 0) return fact;
  return {
    fact,
    when: Object.fromEntries(
      when.map((one) => [one.fact, typeof one.is === 'string' ? one.is : [...one.is]]),
    ),
  };
}

/** Nothing while the form says what is known already. */
export function intakeEdits(form: IntakeForm, known: IntakeKnowledge & { seen: string }): Edit[] {
  const intake = intakeOf(known.topic, form);
  const { topic, required, useful } = known;
  const same = JSON.stringify({ topic, required, useful }) === JSON.stringify(intake);
  return same ? [] : [{ kind: 'intake', seen: known.seen, intake }];
}

/** What is missing before it can be saved; null when nothing is. */
export function intakeWrong({ required, useful }: IntakeForm): string | null {
  const all = [...required, ...useful];
  const open = all.some(({ when }) => when.some(({ is }) => typeof is !== 'string' && is.length === 0));
  return open ? 'Say for which values a fact is asked for.' : null;
}

/** Facts of the desk that are not on the list yet. */
export function factsLeft<F extends { key: string }>(
  facts: readonly F[],
  { required, useful }: IntakeForm,
): F[] {
  const taken = new Set([...required, ...useful].map(({ fact }) => fact));
  return facts.filter(({ key }) => !taken.has(key));
}
