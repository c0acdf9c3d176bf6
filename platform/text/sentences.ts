/**
 * Sentences, list items and form lines of a text, and the clauses in them. All places are those of the folded text.
 * A line that only goes on where the mail program broke it is joined to the one before.
 */
import { CHARACTER, classAt, isBlank, isDigit, isIdeograph, isWordPart } from './characters.ts';
import type { Language, Link } from './language.ts';
import { findAll, type Lexicon, lexicon } from './lexicon.ts';

export type Clause = { readonly start: number; readonly end: number; readonly link: Link };

export type Sentence = {
  readonly start: number;
  readonly end: number;
  /** `item` of a list, `form` for "Key: value", `heading` for a line that ends in a colon. */
  readonly kind: 'prose' | 'item' | 'form' | 'heading';
  readonly asks: boolean;
  /** Sentences of one item, paragraph line or form line share their block. */
  readonly block: number;
  /** The heading above, as an index into the sentences; -1 when there is none. */
  readonly heading: number;
  readonly clauses: readonly Clause[];
};

/** Lines at least this long were broken by a mail program, not by the writer. */
const BROKEN_LINE = 52;
const BROKEN_LINE_UNSPACED = 30;
/** A key of a form line is short. */
const LONGEST_KEY = 40;
/** More sentences are no mail of a person; what follows is not divided further. */
const MOST_SENTENCES = 20_000;

type Block = { start: number; end: number; kind: 'prose' | 'item' | 'form'; paragraph: number };

const linkForms = new WeakMap<Language, Lexicon<Link | 'none'>>();

function linksOf(language: Language): Lexicon<Link | 'none'> {
  const known = linkForms.get(language);
  if (known !== undefined) return known;
  const entries = (['and', 'or', 'but', 'sub', 'none'] as const).flatMap((link) =>
    language.links[link].map((form) => [form, link] as const),
  );
  const made = lexicon<Link | 'none'>(entries, language.umlauts);
  linkForms.set(language, made);
  return made;
}

/** Divides a folded text. `source` has the capitals that tell a new line from a broken one; same length or the text itself. */
export function sentencesOf(text: string, language: Language): Sentence[] {
  const sentences: Sentence[] = [];
  let heading = -1;
  let headed = -1;
  let listed = false;
  blocksOf(text).forEach((block, number) => {
    // A heading speaks for the list under it, and for a paragraph that follows at once.
    const isOver = block.paragraph > headed + (listed ? 0 : 1);
    if (heading >= 0 && block.kind !== 'item' && isOver) heading = -1;
    let isHeading = false;
    for (const [start, end] of divide(text, block, language)) {
      if (sentences.length >= MOST_SENTENCES) return;
      isHeading = block.kind === 'prose' && lastSign(text, start, end) === ':';
      sentences.push({
        start,
        end,
        kind: isHeading ? 'heading' : block.kind,
        asks: endsAsking(text, start, end),
        block: number,
        heading,
        clauses: clausesOf(text, start, end, language),
      });
    }
    if (isHeading) {
      heading = sentences.length - 1;
      headed = block.paragraph;
      listed = false;
    } else if (block.kind !== 'prose') {
      headed = block.paragraph;
      listed = true;
    }
  });
  return sentences;
}

function lastSign(text: string, start: number, end: number): string {
  let at = end - 1;
  while (at > start && isBlank(text, at)) at -= 1;
  return text[at] ?? '';
}

function endsAsking(text: string, start: number, end: number): boolean {
  for (let at = end - 1; at >= start && at > end - 6; at -= 1) {
    if (text[at] === '?') return true;
    if (isWordPart(text, at) || isIdeograph(text, at)) return false;
  }
  return false;
}

/** Lines joined to paragraphs, items and form lines. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let paragraph = 0;
  let start = 0;
  while (start < text.length) {
    const end = lineEnd(text, start);
    const first = firstInk(text, start, end);
    if (first === end) paragraph += 1;
    else {
      const before = blocks.at(-1);
      const kind = kindOfLine(text, first, end);
      if (before?.paragraph === paragraph && kind !== 'item' && goesOn(text, before, first, kind))
        before.end = end;
      else
        blocks.push({ start: kind === 'item' ? pastBullet(text, first, end) : first, end, kind, paragraph });
    }
    start = end + 1;
  }
  return blocks;
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end === -1 ? text.length : end;
}

function firstInk(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(text, at)) at += 1;
  return at;
}

/** Does the line at `first` only continue the block before it? */
function goesOn(text: string, before: Block, first: number, kind: Block['kind']): boolean {
  let last = first - 1;
  while (last > before.start && isBlank(text, last)) last -= 1;
  const sign = text[last] ?? '';
  if (sign === ':' || sign === '：') return false;
  const line = last - Math.max(text.lastIndexOf('\n', last), 0);
  const long = isIdeograph(text, last) ? BROKEN_LINE_UNSPACED : BROKEN_LINE;
  if (kind === 'form') return line >= long && !'.!?。！？'.includes(sign) && sign !== '';
  if (line >= long) return true;
  return sign === ',' || (before.kind === 'item' && first - last > 2);
}

function kindOfLine(text: string, first: number, end: number): Block['kind'] {
  if (pastBullet(text, first, end) > first) return 'item';
  return keyEnd(text, first, end) > 0 ? 'form' : 'prose';
}

const BULLETS = new Set([...'-*•·–—+>・‣▪●○◦✓✔✅☑❌✗✘→➤■□◆＊']);

/** Past "- ", "2) ", "① "; `first` itself when the line is no item. */
function pastBullet(text: string, first: number, end: number): number {
  const sign = text[first] ?? '';
  const unit = text.charCodeAt(first);
  if ((unit >= 0x2460 && unit <= 0x2473) || sign === '・') return firstInk(text, first + 1, end);
  if (BULLETS.has(sign)) {
    const ink = firstInk(text, first + 1, end);
    return ink > first + 1 && ink < end
      ? ink
      : isWordPart(text, first + 1) && sign !== '-'
        ? first + 1
        : first;
  }
  let at = first;
  while (at < end && at < first + 2 && isDigit(text, at)) at += 1;
  if (at > first && (text[at] === '.' || text[at] === ')' || text[at] === '、')) {
    const ink = firstInk(text, at + 1, end);
    if ((ink > at + 1 || text[at] !== '.') && ink < end) return ink;
  }
  return first;
}

/** Where the key of "Key: value" ends, or 0. */
export function keyEnd(text: string, first: number, end: number): number {
  const most = Math.min(end, first + LONGEST_KEY);
  let blanks = 0;
  for (let at = first; at < most; at += 1) {
    const sign = text[at] ?? '';
    if (sign === ':' || sign === '=') {
      const isKey =
        at > first + 1 && firstInk(text, at + 1, end) < end && text[at + 1] !== '/' && blanks <= 5;
      return isKey && !isDigit(text, at - 1) ? at : 0;
    }
    if ('.,;!?。、！？"'.includes(sign)) return 0;
    if (isBlank(text, at)) blanks += 1;
  }
  return 0;
}

/** Start and end of every sentence of a block. */
function* divide(text: string, block: Block, language: Language): Generator<[number, number]> {
  let start = block.start;
  for (let at = block.start; at < block.end; at += 1) {
    if (!endsSentence(text, at, block.end, language)) continue;
    let end = at + 1;
    while (end < block.end && '.!?…。！？)"”」』'.includes(text[end] ?? ' ')) end += 1;
    yield [start, end];
    start = firstInk(text, end, block.end);
    at = start - 1;
  }
  if (firstInk(text, start, block.end) < block.end) yield [start, block.end];
}

function endsSentence(text: string, at: number, end: number, language: Language): boolean {
  const sign = text[at] ?? '';
  if (sign === '。' || sign === '！' || sign === '？' || sign === '｡') return true;
  if (sign === '!' || sign === '?') return true;
  if (sign === '…') return at + 1 >= end || isBlank(text, at + 1);
  if (sign !== '.') return false;
  if (at + 1 < end && !isBlank(text, at + 1) && !'.!?)"”»'.includes(text[at + 1] ?? ' ')) return false;
  let start = at;
  while (start > 0 && at - start < 12 && (isWordPart(text, start - 1) || text[start - 1] === '.')) start -= 1;
  const word = text.slice(start, at);
  // "am 14. März" goes on, "Android 14. Das Telefon" does not.
  if (language.ordinalDots && /^\d{1,2}$/.test(word))
    return language.common.includes(wordAfter(text, at, end));
  if (/^[a-z]$/.test(word) && word !== 'i') return false;
  return !language.abbreviations.includes(word);
}

function wordAfter(text: string, at: number, end: number): string {
  const start = firstLetter(text, at + 1, end);
  let to = start;
  while (to < end && to < start + 12 && isWordPart(text, to)) to += 1;
  return text.slice(start, to);
}

/** Clauses of a sentence: at commas, dashes, colons, brackets, and before the words that tie clauses together. */
function clausesOf(text: string, start: number, end: number, language: Language): Clause[] {
  const cuts: { at: number; link: Link }[] = [];
  for (let at = start; at < end; at += 1) {
    const link = signLink(text, at, end);
    if (link !== null) cuts.push({ at: at + 1, link });
  }
  for (const hit of findAll(linksOf(language), text, start, end)) {
    if (hit.start > start && hit.value !== 'none')
      cuts.push({ at: language.unspaced ? hit.end : hit.start, link: hit.value });
  }
  cuts.sort((a, b) => a.at - b.at);
  const clauses: Clause[] = [];
  let from = start;
  let link: Link = 'start';
  // The first letter from here on; it only moves ahead, so that a row of signs is walked once.
  let ink = firstLetter(text, start, end);
  for (const cut of cuts) {
    // ", but": the word says more than the comma.
    if (ink >= cut.at) link = cut.link === 'comma' ? link : cut.link;
    else {
      clauses.push({ start: from, end: cut.at, link });
      from = cut.at;
      link = cut.link;
      ink = firstLetter(text, from, end);
    }
  }
  if (ink < end || clauses.length === 0) clauses.push({ start: from, end, link });
  return clauses;
}

function firstLetter(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && !isWordPart(text, at) && !isIdeograph(text, at)) at += 1;
  return at;
}

function signLink(text: string, at: number, end: number): Link | null {
  const sign = text[at] ?? '';
  if (sign === ',') return isDigit(text, at - 1) && isDigit(text, at + 1) ? null : 'comma';
  if (sign === '、' || sign === '/' || sign === '+' || sign === '&') {
    return sign === '/' && !isBlank(text, at - 1) ? null : 'comma';
  }
  if (sign === ';') return 'aside';
  if (sign === ':') return at + 1 < end && isDigit(text, at + 1) && isDigit(text, at - 1) ? null : 'colon';
  if (sign === '—' || sign === '(' || sign === ')' || sign === '（' || sign === '）' || sign === '→')
    return 'aside';
  if (sign === '>' && text[at - 1] === '-') return 'aside';
  const isDash = sign === '-' && isBlank(text, at - 1) && isBlank(text, at + 1);
  return isDash && classAt(text, at + 1) !== CHARACTER.digit ? 'aside' : null;
}
