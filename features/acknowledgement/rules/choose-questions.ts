/** What a confirmation asks its customer, or why it asks nothing. Pure. */
import {
  commonNeeds,
  type FactKey,
  intakeFor,
  type Need,
  whatToAsk,
} from '#features/intake/index.ts';
import type { Profile } from '#features/workspace/index.ts';

export type QuestionFacts = {
  /** What triage thought of the mail; null when it was not read in time. */
  verdict: { topic: string; danger: boolean; guesses: readonly { topic: string }[] } | null;
  /** The topic of the ticket; null while nobody is sure. */
  topic: string | null;
  priority: string;
  /** What the customer told us so far. */
  facts: readonly { key: string; value: string; confidence: number }[];
  /** What they were asked for before. */
  asked: ReadonlySet<string>;
};

export type ChosenQuestions = {
  /** The most important first; empty when nothing is asked. */
  keys: FactKey[];
  /** Why these, or why none; shown on the ticket. */
  reason: string;
};

type Brand = Pick<Profile, 'intake'> & { triage: Pick<Profile['triage'], 'pressure'> };

const nothing = (reason: string): ChosenQuestions => ({ keys: [], reason });

/** Decides from facts alone. A person reads first whatever may hurt somebody: nobody with a burn gets a list of questions. */
export function chooseQuestions(brand: Brand, given: QuestionFacts): ChosenQuestions {
  const { verdict, topic, facts, asked } = given;
  if (verdict === null) return nothing('Nothing was asked: the message was not understood in time.');
  if (verdict.danger) return nothing('Nothing was asked: it tells of harm, and a person reads it first.');
  if (given.priority === 'urgent')
    return nothing('Nothing was asked: it is urgent, and a person reads it first.');
  const likely = topic === null ? verdict.guesses.slice(0, 2).map((guess) => guess.topic) : [topic];
  if (likely.some((one) => brand.triage.pressure.low.includes(one)))
    return nothing(`Nothing was asked: ${plain(likely)} needs no details.`);
  const [first = [], second] = likely.map((one) => intakeFor(brand.intake, one, facts));
  const list: Need[] = topic === null ? commonNeeds(first, second ?? []) : first;
  const keys = whatToAsk({ list, facts, asked });
  if (keys.length > 0) {
    const why = topic === null ? `${plain(likely)} both need` : `${plain(likely)} needs`;
    return { keys, reason: `Asked for what ${why} and nobody has said.` };
  }
  return nothing(
    topic === null && list.length === 0
      ? `Nothing was asked: it is not clear what it is about (${plain(likely)}).`
      : `Nothing was asked: what ${plain(likely)} needs is known, was asked before, or is asked by people.`,
  );
}

const plain = (topics: readonly string[]): string =>
  topics.map((topic) => topic.replaceAll('-', ' ')).join(' or ');
