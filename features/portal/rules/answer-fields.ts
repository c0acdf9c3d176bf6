/** What the page of questions shows: what was asked and is open, what the customer told us, and what else would help. Pure. */
import {
  type AskedFact,
  type FactKey,
  factKeys,
  isKnown,
  leftToOrders,
  type Need,
  type TicketFact,
  toldUnasked,
} from '#features/intake/index.ts';

export type AnswerFields = {
  /** Asked by mail since they answered here last, and not answered. */
  asked: FactKey[];
  /** Told by this customer, with what they said; they may correct it. */
  known: { key: FactKey; value: string }[];
  /** Useful all the same: asked by nobody yet, or left open when they answered. */
  more: FactKey[];
  /** What they answered on this page before, the newest last. */
  answered: { key: FactKey; value: string }[];
};

/**
 * `own`: the customer's own messages. What anybody else said, on a ticket that was merged or as an agent, is neither shown
 * nor asked for again. `list`: what the topic needs.
 */
export function answerFields(given: {
  facts: readonly TicketFact[];
  own: ReadonlySet<string>;
  asked: readonly AskedFact[];
  list: readonly Need[];
}): AnswerFields {
  const { list } = given;
  const byMail = given.asked.filter(({ how }) => how !== 'form');
  const onList = list.map(({ key }) => key);
  const keys = [...onList, ...factKeys.filter((key) => !onList.includes(key))];
  const told = new Map<FactKey, TicketFact>();
  for (const fact of given.facts) if (isKnown(fact) && !told.has(fact.key)) told.set(fact.key, fact);
  const theirs = [...told.values()].filter(({ message }) => message !== null && given.own.has(message));
  const isOpen = (key: FactKey): boolean => !told.has(key);
  const answered = theirs
    .filter(({ saidBy }) => saidBy === 'form')
    .toSorted((a, b) => (a.saidAt < b.saidAt ? -1 : a.saidAt > b.saidAt ? 1 : 0));
  const answeredAt = answered.at(-1)?.saidAt ?? '';
  const everAsked = new Set(byMail.map(({ key }) => key));
  const asked = new Set(byMail.filter(({ at }) => at.toISOString() > answeredAt).map(({ key }) => key));
  const isUseful = (key: FactKey): boolean =>
    onList.includes(key) && !leftToOrders.has(key) && !toldUnasked.has(key);
  return {
    asked: keys.filter((key) => asked.has(key) && isOpen(key)),
    known: keys.flatMap((key) => {
      const fact = theirs.find((one) => one.key === key);
      return fact && (everAsked.has(key) || onList.includes(key)) ? [{ key, value: fact.value }] : [];
    }),
    more: keys.filter((key) => isOpen(key) && !asked.has(key) && (everAsked.has(key) || isUseful(key))),
    answered: answered.map(({ key, value }) => ({ key, value })),
  };
}

/** The page has something to ask, or to show. */
export function hasQuestions({ asked, answered }: AnswerFields): boolean {
  return asked.length > 0 || answered.length > 0;
}
