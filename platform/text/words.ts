/** The words of a text with their places. Scripts without spaces give one word a character. */
import { CHARACTER, classAt, isIdeograph, isWordPart } from './characters.ts';
import type { Folded } from './fold.ts';

export type Word = {
  /** Folded. */
  readonly text: string;
  /** Places in the folded text. */
  readonly start: number;
  readonly end: number;
  /** True for a single character of a script without spaces. */
  readonly unspaced: boolean;
};

/** Longer runs of letters are no words of a language; their start is enough to tell them apart. */
const LONGEST_WORD = 60;

/** Words in the order they stand. Apostrophes and hyphens between letters belong to a word: "don't", "re-pair". */
export function wordsOf({ text }: Folded, from = 0, to = text.length): Word[] {
  const words: Word[] = [];
  let at = from;
  while (at < to) {
    if (isIdeograph(text, at)) {
      words.push({ text: text.charAt(at), start: at, end: at + 1, unspaced: true });
      at += 1;
    } else if (isWordPart(text, at)) {
      const end = endOfWord(text, at, to);
      const shown = Math.min(end, at + LONGEST_WORD);
      words.push({ text: text.slice(at, shown), start: at, end, unspaced: false });
      at = end;
    } else at += 1;
  }
  return words;
}

function endOfWord(text: string, start: number, to: number): number {
  let end = start;
  while (end < to) {
    const joins = text[end] === "'" || text[end] === '-';
    if (isWordPart(text, end)) end += 1;
    else if (joins && end + 1 < to && isWordPart(text, end + 1)) end += 2;
    else break;
  }
  return end;
}

// Read once: a name that is imported is looked up at every use where a test runner puts modules together.
const { ideograph, letter, digit } = CHARACTER;

/**
 * How many words stand in a span; cheap, for measuring distance. Three characters without spaces count as one. Who only asks
 * whether they are more than `most` need not walk on: past it some number above `most` is returned.
 */
export function countWords(text: string, from: number, to: number, most = Number.POSITIVE_INFINITY): number {
  const classOf = classAt;
  let count = 0;
  let ideographs = 0;
  let inside = false;
  for (let at = from; at < to && count + ideographs / 3 <= most; at += 1) {
    const kind = classOf(text, at);
    if (kind === ideograph) ideographs += 1;
    const part = kind === letter || kind === digit;
    if (part && !inside) count += 1;
    inside = part;
  }
  return count + Math.ceil(ideographs / 3);
}
