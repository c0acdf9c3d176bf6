/** What the desk understood of a ticket, as the API shows it. */

import {
  type Asked,
  askingIntro,
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
  whenAsked,
} from '#features/intake/index.ts';
import { headOf } from '#features/tickets/index.ts';
import { type Desk, languageFor, questionsFor } from '#features/workspace/index.ts';
import type { Understood } from '../contract.ts';
import { type Verdict, verdictOf } from '../store/verdict-rows.ts';
import { inWords, placeIn, shownValue } from './in-words.ts';
import { showContext } from './show-context.ts';
import { showSummaries } from './show-summaries.ts';

type ReadingDesk = Pick<Desk, 'db' | 'brand' | 'profile'>;
type Said = Understood['groups'][number]['facts'][number]['contradictions'][number];

/** A merged number answers with its survivor. Throws `ticket-not-found`. */
export async function showUnderstanding(desk: ReadingDesk, number: number): Promise<Understood> {
  const ticket = await headOf(desk, { number });
  const [facts, steps, asked, { verdict, pending }] = await Promise.all([
    knownFacts(desk.db, ticket.id),
    triedSteps(desk.db, ticket.id),
    whenAsked(desk.db, ticket.id),
    verdictOf(desk.db, ticket.id),
  ]);
  const [context, summaries] = await Promise.all([
    showContext(desk, ticket, facts),
    showSummaries(desk, ticket),
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
    context,
    summaries,
    verdict: verdict && toVerdict(verdict),
  };
}

/** Questions are in the customer's language, so that an agent can put them into an answer as they are. */
function completenessFor(
  desk: ReadingDesk,
  about: { topic: string; language: string | null; asked: ReadonlyMap<FactKey, Asked> },
  facts: readonly TicketFact[],
): NonNullable<Understood['completeness']> {
  const { score, missing } = completenessOf(intakeFor(desk.profile.intake, about.topic, facts), facts);
  const questions = questionsFor(desk.profile, about.language);
  return {
    score,
    missing: missing.map(({ key, need }) => {
      const { ask, where } = questions[key];
      return { key, label: factLabels[key], need, ask, where, asked: toAsked(about.asked.get(key)) };
    }),
    intro: introFor(desk, about.language),
  };
}

function toAsked(asked: Asked | undefined): { how: Asked['how']; at: string } | null {
  return asked === undefined ? null : { how: asked.how, at: asked.at.toISOString() };
}

/** In the language that the questions are in. */
function introFor({ profile }: ReadingDesk, language: string | null): string {
  const [served = ''] = languageFor(profile, language).split('-', 1);
  return askingIntro[served] ?? askingIntro.en ?? '';
}

function toSaid(desk: ReadingDesk, fact: KnownFact): Said {
  const { value, confidence, reader, saidAt } = fact;
  return {
    value,
    shown: shownValue(desk, fact),
    place: placeIn(fact),
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
    label: inWords(step),
    outcome,
    place: { messageId: message, part, start, end, quote },
    saidAt,
  };
}

function toVerdict({ saidAt: _, wishes: __, at, ...verdict }: Verdict): NonNullable<Understood['verdict']> {
  return { ...verdict, guesses: [...verdict.guesses], reasons: [...verdict.reasons], at: at.toISOString() };
}
