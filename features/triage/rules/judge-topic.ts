/** What a mail is about: the classifier's chances and the profile's signals together, with reasons a person can read. */
import type { SignalStrength, TriageWords } from '#features/workspace/index.ts';
import { compilePhrases, findPhrases, type PhraseBook, type ReadyText } from './phrases.ts';
import { type TopicModel, topicChances } from './softmax.ts';

export type Signal = { topic: string; strength: SignalStrength };

export type TopicGuess = { topic: string; chance: number };

export type TopicVerdict = {
  /** Most likely first, at most three. */
  guesses: readonly TopicGuess[];
  /** Quoted words that spoke for the first guess, the strongest first. */
  evidence: readonly { words: string; where: 'subject' | 'text'; weight: number }[];
};

/** How much a signal of weight 1 says, as a logarithm of odds, and how much the classifier is believed. */
const signalTrust = 0.5;
const modelTrust = 1.8;
/** A strong sign alone nearly decides. */
const signalWeights: Readonly<Record<SignalStrength, number>> = {
  strong: 3,
  fair: 1.6,
  slight: 0.7,
  against: -2.5,
};
/** A classifier that has seen few words guesses: below so many it is believed less. */
const fullTrustWords = 12;
/** A topic that the classifier never saw has the chance its signals give it: one half when they weigh so much together. */
const unlearntHalf = 4;
/** People name their matter in the subject and in the first sentences. */
const subjectBonus = 1.5;
const openingBonus = 1.2;
const openingLength = 220;

/** The signals of all languages in one book: mails mix languages, and words of one seldom mean another thing in another. */
export function signalBook(words: Iterable<TriageWords>): PhraseBook<Signal> {
  const entries: [string, Signal][] = [];
  for (const { signals } of words) {
    for (const [topic, byStrength] of Object.entries(signals)) {
      for (const strength of ['strong', 'fair', 'slight', 'against'] as const)
        for (const phrase of byStrength[strength]) entries.push([phrase, { topic, strength }]);
    }
  }
  return compilePhrases(entries);
}

/** True when a word of the text is a fair sign of some topic. */
export function speaksOfTopic(ready: ReadyText, book: PhraseBook<Signal>): boolean {
  return findPhrases(book, ready).some(
    ({ value }) => value.strength === 'strong' || value.strength === 'fair',
  );
}

type Found = { words: string; where: 'subject' | 'text'; weight: number };

/** `about`: of the body, where signals count; the classifier sees all of it. */
export function judgeTopic(
  subject: ReadyText,
  body: ReadyText,
  about: ReadyText,
  model: TopicModel,
  book: PhraseBook<Signal>,
  topics: readonly string[],
): TopicVerdict {
  const found = new Map<string, Found[]>();
  collect(subject, 'subject', book, found);
  collect(about, 'text', book, found);
  const chances = topicChances(model, subject.text, body.text);
  const trust = modelTrust * Math.min(1, Math.sqrt((wordsOf(subject) + wordsOf(body)) / fullTrustWords));
  const scores = topics.map((topic) => {
    const place = model.topics.indexOf(topic);
    const said = together(found.get(topic) ?? []);
    // A topic without examples is told by its signals alone.
    const chance = place === -1 && said > 0 ? said / (said + unlearntHalf) : (chances[place] ?? 0);
    return trust * Math.log(Math.max(chance, 1e-4)) + signalTrust * said;
  });
  const most = Math.max(...scores);
  const shares = scores.map((score) => Math.exp(score - most));
  const sum = shares.reduce((a, b) => a + b, 0);
  const guesses = topics
    .map((topic, index) => ({ topic, chance: (shares[index] ?? 0) / sum }))
    .sort((a, b) => b.chance - a.chance)
    .slice(0, 3);
  const evidence = (found.get(guesses[0]?.topic ?? '') ?? []).filter(({ weight }) => weight > 0).slice(0, 4);
  return { guesses, evidence };
}

function collect(
  ready: ReadyText,
  where: 'subject' | 'text',
  book: PhraseBook<Signal>,
  found: Map<string, Found[]>,
): void {
  const hits = findPhrases(book, ready).map(({ value, start, end }) => {
    const bonus = where === 'subject' ? subjectBonus : start < openingLength ? openingBonus : 1;
    return { topic: value.topic, start, end, weight: signalWeights[value.strength] * bonus };
  });
  // The weightiest reading of a place counts; what lies in it says the same again.
  hits.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || a.start - b.start || b.end - a.end);
  const taken = new Map<string, { start: number; end: number }[]>();
  for (const { topic, start, end, weight } of hits) {
    const places = taken.get(topic) ?? [];
    if (places.some((place) => start < place.end && place.start < end)) continue;
    taken.set(topic, [...places, { start, end }]);
    const words = ready.text.slice(start, end).replace(/\s+/g, ' ');
    const list = found.get(topic) ?? [];
    // The same words said twice are one sign.
    if (list.some((one) => one.words.toLowerCase() === words.toLowerCase())) continue;
    found.set(
      topic,
      [...list, { words, where, weight }].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
    );
  }
}

/** About how many words a text has, also where none are parted. */
function wordsOf({ text, tokens, folded }: ReadyText): number {
  return folded === null ? tokens.length : text.length / 3;
}

/** Each further sign adds less: signs of one topic come together. */
function together(found: readonly Found[]): number {
  return found.reduce((sum, { weight }, index) => sum + weight / (1 + index * 0.8), 0);
}
