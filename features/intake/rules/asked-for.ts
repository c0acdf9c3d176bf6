/**
 * Which facts does a text of ours ask the customer for? Told by the words of six languages, and by the brand's own
 * questions. Better to overlook a question than to warn of one that nobody asked: every word needs a word that asks near
 * to it. Pure and linear.
 */
import { isDigit } from '#platform/text/characters.ts';
import { prepareReading, type Reading } from '#platform/text/claims.ts';
import { fold, quoteOf } from '#platform/text/fold.ts';
import { guessLanguage, languageOf } from '#platform/text/languages.ts';
import { findAll, type Hit } from '#platform/text/lexicon.ts';
import type { Sentence } from '#platform/text/sentences.ts';
import { countWords } from '#platform/text/words.ts';
import { type AskCue, type AskWord, askWords } from '../words/asking.ts';
import type { FactKey } from './fact.ts';

export type AskedFor = {
  readonly key: FactKey;
  /** The sentence that asks, and its place in the text. */
  readonly quote: string;
  readonly start: number;
  readonly end: number;
};

/** The brand's own question for a fact, as it stands in answers. */
export type OwnQuestion = { readonly key: FactKey; readonly ask: string };

const READ = 20_000;
/** Words between the one that asks and the fact. */
const REACH = 8;
/** Where verbs come last the fact stands before the word that asks. */
const REACH_BACK = 12;
/** "the order number SO-123" is told, not asked for. */
const VALUE_REACH = 8;
/** Words of an item in a list of what is asked for. */
const LONGEST_ITEM = 8;
const MOST_HITS = 60;

/** Every fact the text asks for, each once, in the order of the text. */
export function factsAskedFor(
  text: string,
  { language: tag, questions = [] }: { language: string | null; questions?: readonly OwnQuestion[] },
): AskedFor[] {
  const source = text.slice(0, READ);
  const language = (tag === null ? null : languageOf(tag)) ?? guessLanguage(fold(source.slice(0, 2_000)));
  const reading = prepareReading(source, language);
  const hits = findAll(askWords(language.tag), reading.folded.text);
  const found = [...ownQuestions(reading, questions)];
  let at = 0;
  for (const sentence of reading.sentences) {
    while (at < hits.length && (hits[at]?.start ?? 0) < sentence.start) at += 1;
    const own: Hit<AskWord>[] = [];
    for (let n = at; own.length < MOST_HITS && (hits[n]?.start ?? sentence.end) < sentence.end; n += 1) {
      const hit = hits[n];
      if (hit !== undefined) own.push(hit);
    }
    for (const key of askedIn(reading, sentence, own)) found.push({ key, ...spanOf(reading, sentence) });
  }
  const seen = new Set<FactKey>();
  return found
    .toSorted((a, b) => a.start - b.start)
    .filter(({ key }) => !seen.has(key) && seen.add(key) !== undefined);
}

function spanOf(reading: Reading, { start, end }: Pick<Sentence, 'start' | 'end'>): Omit<AskedFor, 'key'> {
  return quoteOf(reading.folded, start, end);
}

/** The brand's own questions, word by word. */
function* ownQuestions(reading: Reading, questions: readonly OwnQuestion[]): Generator<AskedFor> {
  for (const { key, ask } of questions) {
    const wanted = fold(ask).text;
    const start = wanted === '' ? -1 : reading.folded.text.indexOf(wanted);
    if (start >= 0) yield { key, ...spanOf(reading, { start, end: start + wanted.length }) };
  }
}

type CueHit = { cue: AskCue; start: number; end: number };

function askedIn(reading: Reading, sentence: Sentence, hits: readonly Hit<AskWord>[]): FactKey[] {
  const cues = hits.flatMap(({ value, start, end }): CueHit[] =>
    'cue' in value ? [{ cue: value.cue, start, end }] : [],
  );
  const listed = isListed(reading, sentence);
  return hits.flatMap(({ value, start, end }): FactKey[] => {
    if ('cue' in value || isTold(reading.folded.text, end, sentence.end)) return [];
    const asks =
      value.how === 'phrase'
        ? (sentence.asks || cues.some(({ cue }) => cue === 'tell')) && !isSpared(cues, start)
        : value.how === 'strong'
          ? listed || isAskedFor(reading, sentence, cues, start, end)
          : isRightBehind(sentence, cues, start);
    return asks ? [value.key] : [];
  });
}

/** The last word before it that asks or spares decides; where verbs come last, also the one behind it. */
function isAskedFor(
  reading: Reading,
  sentence: Sentence,
  cues: readonly CueHit[],
  start: number,
  end: number,
): boolean {
  const { text } = reading.folded;
  const before = cues.filter((cue) => cue.end <= start);
  const last = before.at(-1);
  if (last !== undefined && last.cue === 'stop') return false;
  if (isSpared(cues, start)) return false;
  if (last !== undefined && asksAt(sentence, cues, last) && countWords(text, last.end, start) <= REACH)
    return true;
  if (!reading.language.objectFirst && !reading.language.unspaced) return false;
  const next = cues.find((cue) => cue.start >= end);
  return (
    next !== undefined && asksAt(sentence, cues, next) && countWords(text, end, next.start) <= REACH_BACK
  );
}

/** "which" may also lead a clause; it asks in a question, and behind "tell us". */
function asksAt(sentence: Sentence, cues: readonly CueHit[], { cue, start }: CueHit): boolean {
  if (cue !== 'wh') return cue === 'tell';
  return sentence.asks || cues.some((one) => one.cue === 'tell' && one.end <= start);
}

/** "which phone", "どのスマホ". */
function isRightBehind(sentence: Sentence, cues: readonly CueHit[], start: number): boolean {
  const asks = sentence.asks || cues.some(({ cue }) => cue === 'tell');
  const which = cues.find((cue) => cue.cue === 'wh' && cue.end <= start && start - cue.end <= 1);
  return asks && which !== undefined;
}

/** "no need to send us", "thanks for": what stands behind it, up to the next word that asks of its own, is not asked for. */
function isSpared(cues: readonly CueHit[], start: number): boolean {
  const spared = cues.findLast((cue) => cue.cue === 'spared' && cue.end <= start);
  if (spared === undefined) return false;
  const asks = cues.filter(
    (cue) => (cue.cue === 'tell' || cue.cue === 'wh') && cue.start >= spared.end && cue.end <= start,
  );
  // The first request behind it is the one it spares: "no need to [send us]".
  return asks.every((cue) => cue.start - spared.end <= 12);
}

/** A short line under "could you tell us:". */
function isListed(reading: Reading, sentence: Sentence): boolean {
  const heading = reading.sentences[sentence.heading];
  if (heading === undefined || sentence.kind !== 'item') return false;
  const { text } = reading.folded;
  if (countWords(text, sentence.start, sentence.end) > LONGEST_ITEM) return false;
  const cues = findAll(askWords(reading.language.tag), text, heading.start, heading.end);
  return cues.some(({ value }) => 'cue' in value && value.cue === 'tell');
}

/** A number right behind a fact is its value. */
function isTold(text: string, end: number, to: number): boolean {
  for (let at = end; at < to && at < end + VALUE_REACH; at += 1) if (isDigit(text, at)) return true;
  return false;
}
