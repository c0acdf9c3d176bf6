/**
 * What a customer wants from us: a refund, an answer, a person. For the calm summary that an agent reads before angry or
 * very long words; it decides nothing. Pure and linear.
 */
import { prepareReading, type Reading } from '#platform/text/claims.ts';
import { fold, quoteOf } from '#platform/text/fold.ts';
import { guessLanguage, languageOf } from '#platform/text/languages.ts';
import { findAll, type Hit } from '#platform/text/lexicon.ts';
import type { Sentence } from '#platform/text/sentences.ts';
import { countWords } from '#platform/text/words.ts';
import { type Wish, type WishWord, wishWords } from '../words/wishes.ts';

export type WishTold = {
  readonly wish: Wish;
  /** The sentence it stands in, at most {@link LONGEST_QUOTE} characters of it. */
  readonly quote: string;
  readonly start: number;
  readonly end: number;
};

/** More of a mail is not looked through. */
const READ = 20_000;
const MOST_WISHES = 3;
const LONGEST_QUOTE = 160;
/** "Refund me now": without a word that asks, a wish stands this near to the beginning of its sentence. */
const ORDER_REACH = 1;
const ORDER_CHARACTERS = 40;
/** More words of wishes in one sentence are no sentence of a person. */
const MOST_WORDS = 60;
/** Asked for in general, said only where nothing else is. */
const GENERAL: ReadonlySet<Wish> = new Set<Wish>(['help', 'answer', 'explanation']);

/** The wishes of a mail, in the order of the text; what is plainly asked for before what every mail asks for. */
export function findWishes(body: string, tag: string | null): WishTold[] {
  const source = body.slice(0, READ);
  const language = (tag === null ? null : languageOf(tag)) ?? guessLanguage(fold(source.slice(0, 2_000)));
  const reading = prepareReading(source, language);
  const hits = findAll(wishWords(language.tag), reading.folded.text);
  const told = new Map<Wish, WishTold>();
  let at = 0;
  for (const sentence of reading.sentences) {
    while (at < hits.length && (hits[at]?.start ?? 0) < sentence.start) at += 1;
    const own: Hit<WishWord>[] = [];
    for (
      let n = at;
      n < hits.length && own.length < MOST_WORDS && (hits[n]?.start ?? 0) < sentence.end;
      n += 1
    ) {
      const hit = hits[n];
      if (hit !== undefined) own.push(hit);
    }
    for (const wish of wishesIn(reading, sentence, own))
      if (!told.has(wish)) told.set(wish, { wish, ...quoted(reading, sentence) });
  }
  const all = [...told.values()];
  const plain = all.filter(({ wish }) => !GENERAL.has(wish));
  return (plain.length > 0 ? [...plain, ...all.filter(({ wish }) => wish === 'answer')] : all).slice(
    0,
    MOST_WISHES,
  );
}

function wishesIn(reading: Reading, sentence: Sentence, hits: readonly Hit<WishWord>[]): Wish[] {
  const denied = sentence.clauses.filter(({ start, end }) =>
    hits.some((hit) => hit.value === 'deny' && hit.start >= start && hit.start < end),
  );
  const wants = sentence.asks || hits.some(({ value }) => value === 'want');
  return hits.flatMap(({ value, start }) => {
    if (value === 'want' || value === 'deny') return [];
    if (denied.some((clause) => start >= clause.start && start < clause.end)) return [];
    return wants || leads(reading, sentence, start) ? [value] : [];
  });
}

function leads(reading: Reading, sentence: Sentence, start: number): boolean {
  if (start - sentence.start > ORDER_CHARACTERS) return false;
  return countWords(reading.folded.text, sentence.start, start) < ORDER_REACH;
}

function quoted(reading: Reading, { start, end }: Sentence): { quote: string; start: number; end: number } {
  const whole = quoteOf(reading.folded, start, Math.min(end, start + LONGEST_QUOTE));
  const quote = whole.quote.trimEnd();
  return { quote, start: whole.start, end: whole.start + quote.length };
}
