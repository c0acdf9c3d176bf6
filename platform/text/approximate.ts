/**
 * Phrases found although some of their letters are wrong: text that a machine read off a picture, or typed in haste.
 *
 * Compared are letters and digits only, with those made equal that look alike (0 and O, 1 and l). A phrase
 * with `k` letters allowed to differ is cut into `k + 1` pieces; one of them must stand in the text as it is (pigeonhole),
 * and around it the rest is compared by edit distance in a band. The walk is linear in the text: at every place the
 * few phrases that share three letters, and at most {@link MOST_TRIES} comparisons in all.
 */
import { CHARACTER, classAt, isIdeograph, isWordPart } from './characters.ts';
import { fold } from './fold.ts';

/** Comparisons in one text. An ordinary mail needs some hundreds; a text made to cost more is searched no further. */
export const MOST_TRIES = 60_000;
/** Letters by which places to compare are found. */
const KEY = 3;

const ALIKE: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  i: 'l',
  '|': 'l',
  '!': 'l',
  '5': 's',
  $: 's',
  '8': 'b',
};
type Skeleton = { readonly letters: string; readonly places: readonly number[] };

/** Letters and digits of a folded text, look-alikes made equal, each with its place. */
export function skeletonOf(text: string): Skeleton {
  const letters: string[] = [];
  const places: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    const alike = ALIKE[sign];
    // An exclamation mark is an l inside of a word only.
    const isSign = (sign === '!' || sign === '|' || sign === '$') && !isWordPart(text, at + 1);
    if (isSign || (alike === undefined && classAt(text, at) === CHARACTER.other)) continue;
    if (alike === undefined && !isWordPart(text, at) && !isIdeograph(text, at)) continue;
    letters.push(alike ?? sign);
    places.push(at);
  }
  return { letters: letters.join(''), places };
}

/** How many letters of a phrase may differ. Scripts without spaces say more with each character, so fewer there. */
export function allowedEdits(letters: string): number {
  if (isIdeograph(letters, letters.length >> 1)) return Math.min(4, Math.floor(letters.length / 7));
  if (letters.length < 6) return 0;
  if (letters.length < 9) return 1;
  return letters.length < 24 ? 2 : letters.length < 40 ? 3 : 4;
}

type Pattern<T> = {
  readonly value: T;
  readonly letters: string;
  readonly edits: number;
  /** Ends of sentences inside of the phrase. */
  readonly stops: number;
};
type Piece<T> = { readonly pattern: Pattern<T>; readonly offset: number; readonly letters: string };
export type ApproximateBook<T> = ReadonlyMap<string, readonly Piece<T>[]>;

/** Prepares phrases for {@link findApproximately}; a phrase of fewer than three letters cannot be looked for. */
export function approximateBook<T>(
  entries: Iterable<readonly [phrase: string, value: T]>,
): ApproximateBook<T> {
  const book = new Map<string, Piece<T>[]>();
  for (const [phrase, value] of entries) {
    const { text } = fold(phrase);
    const { letters } = skeletonOf(text);
    if (letters.length < KEY) throw new RangeError(`"${phrase}" has too few letters to be looked for`);
    const edits = allowedEdits(letters);
    const pattern: Pattern<T> = { value, letters, edits, stops: stopsIn(text, 0, text.length) };
    const length = Math.floor(letters.length / (edits + 1));
    for (let n = 0; n <= edits; n += 1) {
      const offset = n * length;
      const piece = letters.slice(offset, n === edits ? undefined : offset + length);
      const key = piece.slice(0, KEY);
      const same = book.get(key);
      if (same === undefined) book.set(key, [{ pattern, offset, letters: piece }]);
      else same.push({ pattern, offset, letters: piece });
    }
  }
  return book;
}

export type ApproximateHit<T> = {
  readonly value: T;
  /** Places in the folded text. */
  readonly start: number;
  readonly end: number;
  /** Letters that differ, and letters of the phrase. */
  readonly edits: number;
  readonly letters: number;
  /** Begins and ends where words do. */
  readonly whole: boolean;
};

/** All hits in a folded text from left to right; of those that lie over each other the one that fits best. */
export function findApproximately<T>(book: ApproximateBook<T>, text: string): ApproximateHit<T>[] {
  const skeleton = skeletonOf(text);
  const { letters, places } = skeleton;
  const hits: ApproximateHit<T>[] = [];
  const seen = new Map<Pattern<T>, number>();
  let tries = 0;
  for (let at = 0; at + KEY <= letters.length && tries < MOST_TRIES; at += 1) {
    const pieces = book.get(letters.slice(at, at + KEY));
    if (pieces === undefined) continue;
    for (const { pattern, offset, letters: piece } of pieces) {
      if (!letters.startsWith(piece, at)) continue;
      // The other pieces of a phrase that was found here already.
      const last = seen.get(pattern);
      if (last !== undefined && Math.abs(last - (at - offset)) <= pattern.edits) continue;
      tries += 1;
      const found = compare(pattern, skeleton, text, at, offset, piece.length);
      if (found === null) continue;
      const start = places[found.start] ?? 0;
      const end = (places[found.end - 1] ?? 0) + 1;
      if (stopsIn(text, start, end) > pattern.stops) continue;
      seen.set(pattern, at - offset);
      const whole = isEdge(text, start) && isEdge(text, end);
      hits.push({
        value: pattern.value,
        start,
        end,
        edits: found.edits,
        letters: pattern.letters.length,
        whole,
      });
    }
  }
  return best(hits);
}

function isEdge(text: string, at: number): boolean {
  return !isWordPart(text, at - 1) || !isWordPart(text, at);
}

/** Ends of sentences, quotations and paragraphs: a phrase does not go on over them. */
function stopsIn(text: string, start: number, end: number): number {
  let stops = 0;
  for (let at = start; at < end - 1; at += 1) {
    const sign = text[at] ?? '';
    const kind = classAt(text, at + 1);
    const blank = kind === CHARACTER.space || kind === CHARACTER.lineEnd;
    if ('。！？；"“”„«»「」『』'.includes(sign) || ('.!?;'.includes(sign) && blank)) stops += 1;
    if (sign === '\n' && text[at + 1] === '\n') stops += 1;
  }
  return stops;
}

type Part = { readonly edits: number; readonly used: number };

function compare<T>(
  pattern: Pattern<T>,
  { letters, places }: Skeleton,
  text: string,
  at: number,
  offset: number,
  length: number,
): { start: number; end: number; edits: number } | null {
  // Where a letter is lost at an edge the hit ends with the word, and does not take a letter of the next one.
  const begins = (used: number): boolean => isEdge(text, places[at - used] ?? 0);
  const ends = (used: number): boolean => isEdge(text, (places[at + length + used - 1] ?? text.length) + 1);
  const before = extend(pattern.letters, offset - 1, letters, at - 1, -1, pattern.edits, begins);
  if (before === null) return null;
  const left = pattern.edits - before.edits;
  const after = extend(pattern.letters, offset + length, letters, at + length, 1, left, ends);
  if (after === null) return null;
  return { start: at - before.used, end: at + length + after.used, edits: before.edits + after.edits };
}

/** The least edits that turn the rest of a phrase into the text there, in one direction; null when more than `most`. */
function extend(
  phrase: string,
  from: number,
  text: string,
  at: number,
  step: 1 | -1,
  most: number,
  isGoodEnd: (used: number) => boolean,
): Part | null {
  const rows = step === 1 ? phrase.length - from : from + 1;
  const columns = step === 1 ? text.length - at : at + 1;
  const far = most + 1;
  // row[d] is the distance for `column = row index + d - most`.
  let before: number[] = [];
  let row = Array.from({ length: 2 * most + 1 }, (_, d) => (d >= most ? d - most : far));
  for (let n = 1; n <= rows; n += 1) {
    const next: number[] = [];
    for (let d = 0; d < row.length; d += 1) {
      const column = n + d - most;
      if (column < 0 || column > columns) next.push(far);
      else if (column === 0) next.push(n);
      else {
        const [p, t] = [from + step * (n - 1), at + step * (column - 1)];
        const same = phrase.charCodeAt(p) === text.charCodeAt(t) ? 0 : 1;
        let least = Math.min((row[d] ?? far) + same, (row[d + 1] ?? far) + 1, (next[d - 1] ?? far) + 1, far);
        // "rn" for "m" is one slip, and so is "m" for "rn".
        if (same === 1 && column > 1 && isPairFor(phrase, p, text, t, step))
          least = Math.min(least, (row[d - 1] ?? far) + 1);
        if (same === 1 && n > 1 && isPairFor(text, t, phrase, p, step))
          least = Math.min(least, (before[d + 1] ?? far) + 1);
        next.push(least);
      }
    }
    if (Math.min(...next) > most) return null;
    before = row;
    row = next;
  }
  return bestEnd(row, rows, columns, most, isGoodEnd);
}

/** Does one letter here stand for the two there that end at a place? */
function isPairFor(one: string, at: number, other: string, last: number, step: 1 | -1): boolean {
  const pair = one[at] === 'm' ? 'rn' : one[at] === 'w' ? 'vv' : null;
  if (pair === null) return false;
  const start = step === 1 ? last - 1 : last;
  return other[start] === pair[0] && other[start + 1] === pair[1];
}

/** Of equally good ends one where a word ends, then the one as long as the phrase. */
function bestEnd(
  row: readonly number[],
  rows: number,
  columns: number,
  most: number,
  isGoodEnd: (used: number) => boolean,
): Part | null {
  let found: (Part & { good: boolean }) | null = null;
  for (const [d, edits] of row.entries()) {
    const used = rows + d - most;
    if (edits > most || used < 0 || used > columns || (found !== null && edits > found.edits)) continue;
    const good = isGoodEnd(used);
    const isBetter =
      found === null ||
      edits < found.edits ||
      (good && !found.good) ||
      (good === found.good && Math.abs(used - rows) < Math.abs(found.used - rows));
    if (isBetter) found = { edits, used, good };
  }
  return found;
}

function best<T>(hits: readonly ApproximateHit<T>[]): ApproximateHit<T>[] {
  const worth = (hit: ApproximateHit<T>): number => hit.letters - 4 * hit.edits;
  const kept: ApproximateHit<T>[] = [];
  const inOrder = [...hits].sort((a, b) => a.start - b.start || worth(b) - worth(a));
  for (const hit of inOrder) {
    const last = kept.at(-1);
    if (last === undefined || hit.start >= last.end) kept.push(hit);
    else if (worth(hit) > worth(last)) kept[kept.length - 1] = hit;
  }
  return kept;
}
