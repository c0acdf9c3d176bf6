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

type Node<T> = { next: Map<number, Node<T>>; whole: T[] | null; stem: T[] | null };

export type Lexicon<T> = {
  readonly atStart: Node<T>;
  readonly anywhere: Node<T>;
};

const newNode = <T>(): Node<T> => ({ next: new Map(), whole: null, stem: null });
const BLANK = 0x20;

/** Prepares forms for {@link findAll}. `umlauts` also knows every ä, ö, ü as ae, oe, ue. */
export function lexicon<T>(
  entries: Iterable<readonly [form: string, value: T]>,
  umlauts = false,
): Lexicon<T> {
  const built: Lexicon<T> = { atStart: newNode(), anywhere: newNode() };
  for (const [form, value] of entries) {
    for (const variant of variantsOf(form, umlauts)) put(built, variant, value);
  }
  return built;
}

function variantsOf(form: string, umlauts: boolean): Set<string> {
  const variants = new Set([form, form.replaceAll(/['’]/g, '')]);
  if (!umlauts) return variants;
  const written = (text: string): string =>
    text.replaceAll('ä', 'ae').replaceAll('ö', 'oe').replaceAll('ü', 'ue').replaceAll('Ü', 'Ue');
  return new Set([...variants].flatMap((variant) => [variant, written(variant)]));
}

function put<T>(built: Lexicon<T>, form: string, value: T): void {
  const text = fold(form)
    .text.replaceAll(/[\s-]+/g, ' ')
    .trim();
  const isStem = text.endsWith('*');
  const isInner = text.startsWith('*');
  const letters = text.slice(isInner ? 1 : 0, isStem ? -1 : undefined);
  if (letters === '' || letters.length > LONGEST_FORM) {
    throw new RangeError(`"${form}" cannot be looked for: it is empty or longer than ${LONGEST_FORM}`);
  }
  let node = isInner || isIdeograph(letters, 0) ? built.anywhere : built.atStart;
  for (let at = 0; at < letters.length; at += 1) {
    const unit = letters.charCodeAt(at);
    const next = node.next.get(unit) ?? newNode<T>();
    node.next.set(unit, next);
    node = next;
  }
  if (isStem) node.stem = [...(node.stem ?? []), value];
  else node.whole = [...(node.whole ?? []), value];
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

function walk<T>(root: Node<T>, text: string, start: number, to: number): Found<T> | null {
  let node: Node<T> | undefined = root;
  let at = start;
  let found: Found<T> | null = null;
  while (at < to) {
    const unit = text.charCodeAt(at);
    node = node.next.get(unit) ?? (isGap(text, at) ? node.next.get(BLANK) : undefined);
    if (node === undefined) break;
    at = isGap(text, at) ? pastGap(text, at, to) : at + 1;
    if (node.whole !== null && endsWord(text, at)) found = { values: node.whole, end: at };
    else if (node.stem !== null) found = { values: node.stem, end: endOf(text, at, to) };
  }
  return found;
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
