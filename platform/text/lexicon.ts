/**
 * Many words and phrases looked for at once, in one walk over the text.
 *
 * How a form is written:
 * - `no change`: whole words; a blank stands for any run of blanks, hyphens and line ends;
 * - `restart*`: a word that starts so, whatever its ending;
 * - `*gerät*`: anywhere inside a word (compounds);
 * - characters of scripts without spaces are found anywhere.
 * Forms are folded like the text. A form with an apostrophe is also known without it.
 *
 * The walk is linear: from every place at most as many steps as the longest form has characters.
 */
import { CHARACTER, classAt, isIdeograph, isWordPart } from './characters.ts';
import { fold } from './fold.ts';

/** Longest form, in characters; bounds the work at one place. */
export const LONGEST_FORM = 80;
/** Blanks, hyphens and line ends that may stand between two words of one form. */
const WIDEST_GAP = 6;

export type Hit<T> = {
  readonly value: T;
  /** Places in the folded text. */
  readonly start: number;
  readonly end: number;
};

/**
 * A tree of letters as rows of numbers: a brand has some hundred thousand letters of forms, and an object for each would
 * take thirty times the memory. The children of a node stand side by side, in the order of their letters.
 */
type Tree<T> = {
  /** By node: its first child; that of the next node ends them. */
  readonly firsts: Uint32Array;
  /** By node: the letter that leads to it. */
  readonly letters: Uint16Array;
  /** By node: 1 + the place in `values`, or 0. */
  readonly wholes: Uint32Array;
  readonly stems: Uint32Array;
  readonly values: readonly (readonly T[])[];
};

export type Lexicon<T> = {
  readonly atStart: Tree<T>;
  readonly anywhere: Tree<T>;
};

type Entry<T> = { letters: string; isStem: boolean; value: T };

const BLANK = 0x20;

/** Prepares forms for {@link findAll}. `umlauts` also knows every ä, ö, ü as ae, oe, ue. */
export function lexicon<T>(
  entries: Iterable<readonly [form: string, value: T]>,
  umlauts = false,
): Lexicon<T> {
  const atStart: Entry<T>[] = [];
  const anywhere: Entry<T>[] = [];
  for (const [form, value] of entries) {
    for (const variant of variantsOf(form, umlauts)) {
      const { letters, isStem, isInner } = parse(variant, form);
      (isInner ? anywhere : atStart).push({ letters, isStem, value });
    }
  }
  return { atStart: treeOf(atStart), anywhere: treeOf(anywhere) };
}

function variantsOf(form: string, umlauts: boolean): Set<string> {
  const variants = new Set([form, form.replaceAll(/['’]/g, '')]);
  if (!umlauts) return variants;
  const written = (text: string): string =>
    text.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('Ü', 'Ue');
  return new Set([...variants].flatMap((variant) => [variant, written(variant)]));
}

function parse(variant: string, form: string): { letters: string; isStem: boolean; isInner: boolean } {
  const text = fold(variant)
    .text.replaceAll(/[\s-]+/g, ' ')
    .trim();
  const isStem = text.endsWith('*');
  const isInner = text.startsWith('*');
  const letters = text.slice(isInner ? 1 : 0, isStem ? -1 : undefined);
  if (letters === '' || letters.length > LONGEST_FORM) {
    throw new RangeError(`"${form}" cannot be looked for: it is empty or longer than ${LONGEST_FORM}`);
  }
  return { letters, isStem, isInner: isInner || isIdeograph(letters, 0) };
}

/** Entries in the order of their letters fall into nodes level by level; those of one form keep their order. */
function treeOf<T>(entries: Entry<T>[]): Tree<T> {
  const sorted = entries.toSorted((a, b) => (a.letters < b.letters ? -1 : a.letters > b.letters ? 1 : 0));
  const firsts: number[] = [];
  const letters: number[] = [0];
  const wholes: number[] = [];
  const stems: number[] = [];
  const values: T[][] = [];
  const valuesAt = (from: number, to: number, isStem: boolean): number => {
    const own = sorted.slice(from, to).filter((entry) => entry.isStem === isStem);
    return own.length === 0 ? 0 : values.push(own.map(({ value }) => value));
  };
  // The nodes still to be laid out, in the order of their numbers: which entries pass through each, and how deep it is.
  let level = [{ from: 0, to: sorted.length }];
  for (let depth = 0; level.length > 0; depth += 1) {
    const below: typeof level = [];
    for (const { from, to } of level) {
      firsts.push(letters.length);
      let at = from;
      while (at < to && sorted[at]?.letters.length === depth) at += 1;
      wholes.push(valuesAt(from, at, false));
      stems.push(valuesAt(from, at, true));
      while (at < to) {
        const letter = sorted[at]?.letters.charCodeAt(depth) ?? 0;
        const start = at;
        while (at < to && sorted[at]?.letters.charCodeAt(depth) === letter) at += 1;
        letters.push(letter);
        below.push({ from: start, to: at });
      }
    }
    level = below;
  }
  firsts.push(letters.length);
  return {
    firsts: Uint32Array.from(firsts),
    letters: Uint16Array.from(letters),
    wholes: Uint32Array.from(wholes),
    stems: Uint32Array.from(stems),
    values,
  };
}

/** The child of a node that a letter leads to; 0 when there is none. */
function childOf<T>({ firsts, letters }: Tree<T>, node: number, letter: number): number {
  let low = firsts[node] ?? 0;
  const end = firsts[node + 1] ?? 0;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((letters[middle] ?? 0) < letter) low = middle + 1;
    else high = middle;
  }
  return low < end && letters[low] === letter ? low : 0;
}

/** All hits from left to right: at one place the longest form wins, and a hit hides what starts inside of it. */
export function findAll<T>(forms: Lexicon<T>, text: string, from = 0, to = text.length): Hit<T>[] {
  const hits: Hit<T>[] = [];
  for (let at = from; at < to; ) {
    const starts = !isWordPart(text, at - 1) || isIdeograph(text, at);
    const found = longestAt(forms, text, at, to, starts);
    if (found === null) {
      at += 1;
      continue;
    }
    for (const value of found.values) hits.push({ value, start: at, end: found.end });
    at = Math.max(at + 1, found.end);
  }
  return hits;
}

type Found<T> = { values: readonly T[]; end: number };

/** The longest form that starts exactly at `at`, or null. */
export function longestAt<T>(
  forms: Lexicon<T>,
  text: string,
  at: number,
  to = text.length,
  startsWord = true,
): Found<T> | null {
  const first = startsWord ? walk(forms.atStart, text, at, to) : null;
  const other = walk(forms.anywhere, text, at, to);
  if (first === null || other === null) return first ?? other;
  return other.end > first.end ? other : first;
}

function walk<T>(tree: Tree<T>, text: string, start: number, to: number): Found<T> | null {
  let node = 0;
  let at = start;
  let values = 0;
  let end = start;
  while (at < to) {
    const isBetween = isGap(text, at);
    const child = childOf(tree, node, text.charCodeAt(at));
    node = child === 0 && isBetween ? childOf(tree, node, BLANK) : child;
    if (node === 0) break;
    at = isBetween ? pastGap(text, at, to) : at + 1;
    const whole = tree.wholes[node] ?? 0;
    const stem = tree.stems[node] ?? 0;
    if (whole !== 0 && endsWord(text, at)) {
      values = whole;
      end = at;
    } else if (stem !== 0) {
      values = stem;
      end = endOf(text, at, to);
    }
  }
  const found = tree.values[values - 1];
  return found === undefined ? null : { values: found, end };
}

function isGap(text: string, at: number): boolean {
  const kind = classAt(text, at);
  return kind === CHARACTER.space || kind === CHARACTER.lineEnd || text[at] === '-';
}

function pastGap(text: string, start: number, to: number): number {
  let at = start;
  while (at < to && at < start + WIDEST_GAP && isGap(text, at)) at += 1;
  return at;
}

function endsWord(text: string, at: number): boolean {
  // "i can" does not end inside of "i can't".
  if (text[at] === "'" && text[at + 1] === 't') return false;
  return !isWordPart(text, at) || !isWordPart(text, at - 1);
}

/** The end of the word that a stem was found in. */
function endOf(text: string, at: number, to: number): number {
  let end = at;
  while (end < to && end < at + LONGEST_FORM && isWordPart(text, end)) end += 1;
  return end;
}

/** "one | two three | four*" as a list of forms: long lists of words stay readable. */
export function forms(text: string): string[] {
  return text
    .split('|')
    .map((form) => form.replaceAll(/\s+/g, ' ').trim())
    .filter((form) => form !== '');
}
