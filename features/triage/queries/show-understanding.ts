/** What the desk understood of a ticket, as the API shows it. */

import {
  askedFacts,
  completenessOf,
  type FactKey,
  factGroups,
  factLabels,
  intakeFor,
  isKnown,
  type KnownFact,
  knownFacts,
  type StepRow,
  type TicketFact,
  triedSteps,
} from '#features/intake/index.ts';
import { headOf } from '#features/tickets/index.ts';
import { type Desk, questionsFor } from '#features/workspace/index.ts';
import type { Understood } from '../contract.ts';
import { type Verdict, verdictOf } from '../store/verdict-rows.ts';

type ReadingDesk = Pick<Desk, 'db' | 'brand' | 'profile'>;
type Said = Understood['groups'][number]['facts'][number]['contradictions'][number];

/** A merged number answers with its survivor. Throws `ticket-not-found`. */
export async function showUnderstanding(desk: ReadingDesk, number: number): Promise<Understood> {
  const ticket = await headOf(desk, { number });
  const [facts, steps, asked, { verdict, pending }] = await Promise.all([
    knownFacts(desk.db, ticket.id),
    triedSteps(desk.db, ticket.id),
    askedFacts(desk.db, ticket.id),
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
    completeness:
      topic === null ? null : completenessFor(desk, { topic, language: ticket.language, asked }, facts),
    verdict: verdict && toVerdict(verdict),
  };
}

/** Questions are in the customer's language, so that an agent can put them into an answer as they are. */
function completenessFor(
  desk: ReadingDesk,
  about: { topic: string; language: string | null; asked: ReadonlySet<FactKey> },
  facts: readonly TicketFact[],
): NonNullable<Understood['completeness']> {
  const { score, missing } = completenessOf(intakeFor(desk.profile.intake, about.topic, facts), facts);
  const questions = questionsFor(desk.profile, about.language);
  return {
    score,
    missing: missing.map(({ key, need }) => {
      const { ask, where } = questions[key];
      return { key, label: factLabels[key], need, ask, where, asked: about.asked.has(key) };
    }),
  };
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
