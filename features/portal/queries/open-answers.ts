/** What a customer is asked on their ticket, and what of it they answered. */
import { askedOn, intakeFor, knownFacts } from '#features/intake/index.ts';
import { verdictOf } from '#features/triage/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { type AnswerFields, answerFields } from '../rules/answer-fields.ts';
import type { OpenedLink } from './open-link.ts';

type ReadingDesk = Pick<Desk, 'db' | 'profile'>;

export async function openAnswers(desk: ReadingDesk, link: OpenedLink): Promise<AnswerFields> {
  const [facts, asked, { verdict }] = await Promise.all([
    knownFacts(desk.db, link.ticketId),
    askedOn(desk.db, link.ticketId),
    verdictOf(desk.db, link.ticketId),
  ]);
  // Nobody who was hurt is offered a list of things that would be useful to know.
  const topic = verdict?.danger ? null : link.topic;
  return answerFields({
    facts,
    asked,
    own: new Set(link.messages.filter(({ mine }) => mine).map(({ id }) => id)),
    list: topic === null ? [] : intakeFor(desk.profile.intake, topic, facts),
  });
}
