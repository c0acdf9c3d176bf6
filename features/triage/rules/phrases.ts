/**
 * Phrases that a profile lists, found in a text in one pass.
 *
 * A phrase is a row of words. `sync*` is any word that begins so, `*akku` one that ends so, `*brand*` one that holds it
 * (compound words); `(a|b c)` is either; `word?` may be missing; `..` lets up to four words stand between. In writing
 * without spaces a phrase is found anywhere, and `..` stands for up to twelve characters.
 */
import { PhraseWrong, parsePhrase, type Sequence, spacelessChoices, type Word } from './phrase-grammar.ts';
import { foldInPlace, isSpaceless, type Token, tokens } from './tokens.ts';

export { PhraseWrong };

export type PhraseHit<T> = {
  value: T;
  /** Characters of the text. */
  start: number;
  end: number;
};

/** A text made ready once for any number of phrase books. */
export type ReadyText = { text: string; tokens: readonly Token[]; folded: string | null };

export function readyText(text: string): ReadyText {
  return { text, tokens: tokens(text), folded: isSpaceless(text) ? foldInPlace(text) : null };
}

type Compiled<T> = { value: T; sequence: Sequence };
type Spaceless<T> = { value: T; parts: readonly string[] };

export type PhraseBook<T> = {
  /** First word -> phrases, for phrases that begin with a whole word. */
  exact: ReadonlyMap<string, readonly Compiled<T>[]>;
  /** First letters of the first word -> phrases that begin with the start of a word. */
  prefix: ReadonlyMap<string, readonly Compiled<T>[]>;
  /** Phrases that may begin with the middle or the end of a word. */
  inner: readonly Compiled<T>[];
  /** First letter -> phrases of writing without spaces. */
  spaceless: ReadonlyMap<string, readonly Spaceless<T>[]>;
};

const widestSpacelessGap = 12;
const prefixKey = 3;

/** @throws PhraseWrong when a phrase cannot be read. */
export function compilePhrases<T>(phrases: Iterable<readonly [phrase: string, value: T]>): PhraseBook<T> {
  const exact = new Map<string, Compiled<T>[]>();
  const prefix = new Map<string, Compiled<T>[]>();
  const inner: Compiled<T>[] = [];
  const spaceless = new Map<string, Spaceless<T>[]>();
  for (const [phrase, value] of phrases) {
    if (isSpaceless(phrase)) {
      for (const parts of spacelessChoices(foldInPlace(phrase)))
        add(spaceless, parts[0]?.charAt(0) ?? '', { value, parts });
      continue;
    }
    const compiled = { value, sequence: parsePhrase(phrase) };
    for (const { kind, word } of firstWords(compiled.sequence)) {
      if (kind === 'exact') add(exact, word, compiled);
      else if (kind === 'prefix') add(prefix, word.slice(0, prefixKey), compiled);
      else if (!inner.includes(compiled)) inner.push(compiled);
    }
  }
  return { exact, prefix, inner, spaceless };
}

function add<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (!list) map.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}

/** Words with which the sequence may begin. */
function firstWords(sequence: Sequence): Word[] {
  const words: Word[] = [];
  for (const item of sequence) {
    for (const choice of item.choices) {
      const first = choice[0];
      if (first) words.push(first);
    }
    if (!item.optional) break;
  }
  return words;
}

/** Every hit, in no order; the same phrase may hit several times. */
export function findPhrases<T>(book: PhraseBook<T>, ready: ReadyText): PhraseHit<T>[] {
  const hits: PhraseHit<T>[] = [];
  const { tokens: words } = ready;
  for (const [index, { word }] of words.entries()) {
    tryAt(book.exact.get(word), words, index, hits);
    for (let length = 1; length <= Math.min(prefixKey, word.length); length += 1)
      tryAt(book.prefix.get(word.slice(0, length)), words, index, hits);
    tryAt(book.inner, words, index, hits);
  }
  if (ready.folded !== null) findSpaceless(book.spaceless, ready.folded, hits);
  return hits;
}

function tryAt<T>(
  phrases: readonly Compiled<T>[] | undefined,
  words: readonly Token[],
  index: number,
  hits: PhraseHit<T>[],
): void {
  if (phrases === undefined) return;
  for (const { sequence, value } of phrases) {
    tries = 0;
    const end = words[endOf(sequence, 0, words, index, 0) - 1];
    const start = words[index];
    if (start && end && end.start >= start.start) hits.push({ value, start: start.start, end: end.end });
  }
}

/**
 * Ways to lay one phrase over one place of a text: a real phrase tries some dozens. A phrase and a text made for each other
 * would try without end: that phrase is then not found there.
 */
const mostTries = 1_000;
let tries = 0;

/**
 * Place behind the first row of words found that begins at `at` and is the rest of the sequence, or 0. A phrase has few
 * places and a gap at most four words, so that the ways to try are few whatever the text.
 */
function endOf(sequence: Sequence, place: number, words: readonly Token[], at: number, gap: number): number {
  const item = sequence[place];
  if (item === undefined) return at;
  const furthest = at + Math.max(gap, item.gap);
  for (let from = at; from <= furthest && from < words.length; from += 1) {
    for (const choice of item.choices) {
      if (!isThere(choice, words, from)) continue;
      tries += 1;
      if (tries > mostTries) return 0;
      const end = endOf(sequence, place + 1, words, from + choice.length, 0);
      if (end > 0) return end;
    }
  }
  return item.optional ? endOf(sequence, place + 1, words, at, furthest - at) : 0;
}

function isThere(choice: readonly Word[], words: readonly Token[], from: number): boolean {
  for (let index = 0; index < choice.length; index += 1) {
    const word = choice[index];
    const token = words[from + index];
    if (word === undefined || token === undefined || !fits(word, token.word)) return false;
  }
  return true;
}

function fits({ kind, word }: Word, said: string): boolean {
  if (kind === 'exact') return said === word;
  if (kind === 'prefix') return said.startsWith(word);
  return kind === 'suffix' ? said.endsWith(word) : said.includes(word);
}

function findSpaceless<T>(phrases: PhraseBook<T>['spaceless'], text: string, hits: PhraseHit<T>[]): void {
  for (let start = 0; start < text.length; start += 1) {
    for (const { value, parts } of phrases.get(text.charAt(start)) ?? []) {
      const [first = '', ...rest] = parts;
      if (!text.startsWith(first, start)) continue;
      const end = spacelessEnd(rest, text, start + first.length);
      if (end !== -1) hits.push({ value, start, end });
    }
  }
}

function spacelessEnd(rest: readonly string[], text: string, from: number): number {
  let end = from;
  for (const part of rest) {
    const next = text.slice(end, end + widestSpacelessGap + part.length).indexOf(part);
    if (next === -1) return -1;
    end += next + part.length;
  }
  return end;
}

/** Why a phrase cannot be read, in words for whoever wrote it; null for one that can. */
export function phraseProblem(phrase: string): string | null {
  try {
    compilePhrases([[phrase, null]]);
    return null;
  } catch (error) {
    if (error instanceof PhraseWrong) return error.message;
    throw error;
  }
}
