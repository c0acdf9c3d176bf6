/** Quiet hints on an unfinished answer. The draft is looked at and forgotten: nothing of it is kept or logged. */
import { factLabels, knownFacts, whenAsked } from '#features/intake/index.ts';
import { headOf } from '#features/tickets/index.ts';
import { type Desk, questionsFor } from '#features/workspace/index.ts';
import { NamedError } from '#platform/named-error.ts';
import type { DraftHintShown } from '../contract.ts';
import { asksInVain, type VainQuestion } from '../rules/asks-in-vain.ts';
import { draftHints, openQuestions } from '../rules/draft-hints.ts';
import { messageAnswered, messagesWaiting } from '../store/told-rows.ts';
import { placeIn, shownValue } from './in-words.ts';

/** More hints would be a lecture. */
const MOST_HINTS = 6;

type Draft = { text: string; answering: string | null };

/** Throws `ticket-not-found`, `message-not-found`. */
export async function hintsOnDraft(
  desk: Pick<Desk, 'db' | 'brand' | 'profile'>,
  number: number,
  { text, answering }: Draft,
): Promise<DraftHintShown[]> {
  const ticket = await headOf(desk, { number });
  const { language } = ticket;
  const [facts, asked, waiting] = await Promise.all([
    knownFacts(desk.db, ticket.id),
    whenAsked(desk.db, ticket.id),
    answering === null ? messagesWaiting(desk.db, ticket.id) : messageAnswered(desk.db, ticket.id, answering),
  ]);
  if (answering !== null && waiting.length === 0)
    throw new NamedError('message-not-found', 'There is no such message on this ticket.');
  const questions = Object.entries(questionsFor(desk.profile, language)).map(([key, { ask }]) => ({
    // Object.entries widens the keys of a Record<FactKey, ...> to string.
    key: key as keyof typeof factLabels,
    ask,
  }));
  const vain = asksInVain(text, { facts, asked, language, questions });
  const words = draftHints(text, { customer: null, language });
  const open = waiting.flatMap(({ id, body }) =>
    openQuestions(text, { customer: body, language }).map(
      ({ kind, quote, start, end }): DraftHintShown => ({
        ...{ kind, quote, fact: null, asked: null },
        place: { messageId: id, part: 'body', start, end, quote },
      }),
    ),
  );
  return [
    ...vain.map((question) => vainHint(desk, question)),
    ...words.map(
      ({ kind, quote }): DraftHintShown => ({ kind, quote, fact: null, place: null, asked: null }),
    ),
    ...open,
  ].slice(0, MOST_HINTS);
}

function vainHint(desk: Pick<Desk, 'profile'>, { key, quote, known, asked }: VainQuestion): DraftHintShown {
  const label = factLabels[key];
  if (known === null) {
    return {
      ...{ kind: 'asked-before', quote, place: null, fact: { key, label, shown: null } },
      asked: asked === null ? null : { how: asked.how, at: asked.at.toISOString() },
    };
  }
  const fact = { key, label, shown: shownValue(desk, known) };
  return { kind: 'known-fact', quote, fact, place: placeIn(known), asked: null };
}
