/** The topic a customer chose on the contact form: a strong hint, never stronger than words of harm. */
import type { TopicGuess } from './judge-topic.ts';

export type Choice = { topic: string; confidence: number; guesses: TopicGuess[]; reasons: string[] };

/** People choose well, and sometimes the first entry of a list. */
const chosenConfidence = 0.9;
/** From here on words that speak of another topic are told. */
const contradictsFrom = 0.5;

const plain = (id: string): string => id.replaceAll('-', ' ');

/** `judged`: what the words alone would say. `harm`: the topic of harm, of which the customer's word alone is enough. */
export function followChoice(
  chosen: string,
  judged: TopicGuess,
  guesses: readonly TopicGuess[],
  harm: string,
): Choice {
  const confidence =
    chosen === harm ? 1 : Math.max(chosenConfidence, chosen === judged.topic ? judged.chance : 0);
  const other = judged.topic !== chosen && judged.chance >= contradictsFrom;
  return {
    topic: chosen,
    confidence,
    guesses: [{ topic: chosen, chance: confidence }, ...guesses.filter(({ topic }) => topic !== chosen)],
    reasons: [
      chosenSentence(chosen),
      ...(other
        ? [
            `Its words rather speak of "${plain(judged.topic)}" (${Math.round(judged.chance * 100)} %): see which of both it is`,
          ]
        : []),
    ],
  };
}

/** Told also where something outweighs it. */
export function chosenSentence(chosen: string): string {
  return `The customer chose "${plain(chosen)}" on the contact form`;
}
