/** Which facts a customer is asked for, so that nobody is asked in vain or twice. */
import type { FactKey } from '#features/workspace/contract.ts';
import { completenessOf } from './completeness.ts';
import type { FactTold, Need } from './intake-list.ts';

/** More questions than this read like a form, and are left unanswered. */
export const mostQuestions = 5;
/** What is only useful is asked up to here: a short list gets answered. */
const enoughQuestions = 3;

/**
 * Whose order it is, and how somebody proves that, is asked by the part of the desk that knows orders: it can look first
 * whether the sender's address already tells. Until it is there, agents ask.
 */
export const leftToOrders: ReadonlySet<FactKey> = new Set<FactKey>(['order.number']);

/** Whoever has a deadline says so; asked for one, everybody has. */
export const toldUnasked: ReadonlySet<FactKey> = new Set<FactKey>(['deadline']);

/**
 * The keys to ask for, the most important first: what the matter needs and nobody has said, except what was asked before,
 * by whomever.
 */
export function whatToAsk(input: {
  list: readonly Need[];
  facts: readonly FactTold[];
  asked: ReadonlySet<string>;
}): FactKey[] {
  const open = completenessOf(input.list, input.facts).missing.filter(
    ({ key }) => !input.asked.has(key) && !leftToOrders.has(key) && !toldUnasked.has(key),
  );
  const required = open.filter(({ need }) => need === 'required').slice(0, mostQuestions);
  const useful = open.filter(({ need }) => need === 'useful');
  const spare = Math.max(0, enoughQuestions - required.length);
  return [...required, ...useful.slice(0, spare)].map(({ key }) => key);
}
