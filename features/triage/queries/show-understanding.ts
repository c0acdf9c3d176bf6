/** What the desk understood of a ticket, as the API shows it. */

import {
  completenessOf,
  type FactKey,
  factGroups,
  factLabels,
  isKnown,
  type KnownFact,
  knownFacts,
  type StepRow,
  type TicketFact,
  triedSteps,
} from '#features/intake/index.ts';
import { headOf } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Understood } from '../contract.ts';
import { type Verdict, verdictOf } from '../store/verdict-rows.ts';

type ReadingDesk = Pick<Desk, 'db' | 'brand' | 'profile'>;
type Said = Understood['groups'][number]['facts'][number]['contradictions'][number];

/** A merged number answers with its survivor. Throws `ticket-not-found`. */
export async function showUnderstanding(desk: ReadingDesk, number: number): Promise<Understood> {
  const ticket = await headOf(desk, { number });
  const [facts, steps, { verdict, pending }] = await Promise.all([
    knownFacts(desk.db, ticket.id),
    triedSteps(desk.db, ticket.id),
    verdictOf(desk.db, ticket.id),
  ]);
  // What a person chose counts; an unsure ticket is asked for what its likeliest topic needs.
  const topic = ticket.topic ?? verdict?.topic ?? null;
  return {
    number: ticket.number,
    pending,
    groups: factGroups.flatMap(({ id, label, keys }) => {
      const own = keys.flatMap((key: FactKey) => facts.filter((fact) => fact.key === key));
      return own.length === 0 ? [] : [{ id, label, facts: own.map((fact) => toFact(desk, fact)) }];
    }),
    stepsTried: steps.map(toStep),
    completeness: topic === null ? null : completenessFor(desk, topic, facts),
    verdict: verdict && toVerdict(verdict),
  };
}

function completenessFor(
  desk: ReadingDesk,
  topic: string,
  facts: readonly TicketFact[],
): NonNullable<Understood['completeness']> {
  const { score, missing } = completenessOf(desk.profile.intake[topic] ?? [], facts);
  return { score, missing: missing.map((key) => ({ key, label: labelOf(key) })) };
}

/** Intake lists may name facts that no reader finds yet. */
function labelOf(key: string): string {
  const labels: Readonly<Record<string, string>> = factLabels;
  return labels[key] ?? words(key.slice(key.lastIndexOf('.') + 1));
}

function words(id: string): string {
  return id.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase());
}

function toSaid(desk: ReadingDesk, fact: KnownFact): Said {
  const { value, message, part, start, end, quote, confidence, reader, saidAt } = fact;
  return {
    value,
    shown: shownValue(desk, fact),
    place: message === null ? null : { messageId: message, part, start, end, quote },
    confidence,
    known: isKnown(fact),
    reader,
    saidAt,
  };
}

function toFact(desk: ReadingDesk, fact: TicketFact): Understood['groups'][number]['facts'][number] {
  return {
    ...toSaid(desk, fact),
    key: fact.key,
    label: factLabels[fact.key],
    // Merging leaves out what was removed.
    state: fact.state === 'removed' ? 'read' : fact.state,
    by: fact.byName,
    contradictions: fact.contradictions.map((other) => toSaid(desk, other)),
  };
}

const systems: Readonly<Record<string, string>> = { ios: 'iOS', android: 'Android' };

function shownValue(desk: ReadingDesk, { key, value }: KnownFact): string {
  if (key === 'device.generation') {
    return desk.profile.reading.device.generations.find(({ id }) => id === value)?.name ?? value;
  }
  return key === 'os.name' ? (systems[value] ?? value) : value;
}

function toStep({
  step,
  outcome,
  message,
  part,
  start,
  end,
  quote,
  saidAt,
}: StepRow): Understood['stepsTried'][number] {
  return {
    step,
    label: words(step),
    outcome,
    place: { messageId: message, part, start, end, quote },
    saidAt,
  };
}

function toVerdict({ saidAt: _, at, ...verdict }: Verdict): NonNullable<Understood['verdict']> {
  return { ...verdict, guesses: [...verdict.guesses], reasons: [...verdict.reasons], at: at.toISOString() };
}
