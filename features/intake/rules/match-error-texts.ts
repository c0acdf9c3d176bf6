/** Known errors by the words of their dialogs and by the names of codes in logs, some letters wrong or none. */
import { findApproximately } from '#platform/text/approximate.ts';
import { CHARACTER, classAt, isIdeograph, isWordPart } from '#platform/text/characters.ts';
import { type Folded, placeInSource } from '#platform/text/fold.ts';
import { findAll, type Hit } from '#platform/text/lexicon.ts';
import { type ErrorCue, errorCues } from '../words/error-cues.ts';
import type { ErrorBook, ErrorPhrase } from './error-book.ts';
import { lettersOf } from './error-book.ts';
import type { Fact } from './fact.ts';
import type { ErrorCandidate } from './match-errors.ts';

/** A phrase with fewer letters is ordinary talk, unless something shows that a dialog is quoted. */
const LONG_PHRASE = 20;
const LONG_UNSPACED = 8;
/** A phrase in ordinary talk may have one wrong letter in so many. */
const LETTERS_A_SLIP = 12;
/** Runs into the word beside it, as when a blank got lost, only when it is as long as this. */
const LONG_ENOUGH_TO_TOUCH = 20;
/** How far the word "error" may stand. */
const CUE_BEFORE = 60;
const CUE_BEHIND = 30;
const LONGEST_NAME = 40;
/** Letters before the blank of a code in two words. */
const LONGEST_PREFIX = 5;
const MOST_NAMES = 2_000;

const OPENING = new Set([...'"\'“„«»「『‚‹<[(（＂*:：']);

export function matchErrorTexts(book: ErrorBook, folded: Folded, facts: readonly Fact[]): ErrorCandidate[] {
  const { text } = folded;
  const cues = findAll(errorCues(), text).filter((cue) => cue.value !== 'not');
  const told = facts.filter((fact) => fact.key === 'error.text');
  const found: ErrorCandidate[] = [];
  for (const hit of findApproximately(book.phrases, text)) {
    const { entry } = hit.value;
    // With blanks for its underscores a name is what people say: "my expired card".
    const isName = hit.value.isName && /^[\w.-]+$/.test(text.slice(hit.start, hit.end));
    if (!hit.whole && (hit.letters < LONG_ENOUGH_TO_TOUCH || hit.edits > 1)) continue;
    const from = placeInSource(folded, hit.start);
    const quoted =
      told.some((fact) => fact.start < placeInSource(folded, hit.end) && fact.end > from) ||
      isOpened(text, hit.start) ||
      isOwnLine(text, hit.start, hit.end);
    const shown = quoted || hit.value.isSpoken || (!isName && isNear(cues, hit.start, hit.end));
    if (!isAllowed(hit.letters, hit.edits, isIdeograph(text, hit.start), shown, isName)) continue;
    found.push({
      entry,
      confidence: (quoted ? 0.93 : shown || isName ? 0.88 : 0.75) - (hit.edits * 1.4) / hit.letters,
      reason: reasonOf(hit.value, hit.edits, text.slice(hit.start, hit.end)),
      start: hit.start,
      end: hit.end,
    });
  }
  return [...found, ...shortNames(book, text)];
}

/** A name needs its letters; words in a dialog may have some wrong; words in ordinary talk hardly any. */
function isAllowed(
  letters: number,
  edits: number,
  unspaced: boolean,
  shown: boolean,
  isName: boolean,
): boolean {
  if (isName) return edits <= letters / LETTERS_A_SLIP;
  if (shown) return true;
  return letters >= (unspaced ? LONG_UNSPACED : LONG_PHRASE) && edits <= letters / LETTERS_A_SLIP;
}

function reasonOf({ phrase, isName }: ErrorPhrase, edits: number, written: string): string {
  if (isName) return `the code ${phrase}`;
  if (edits === 0) return `the words "${phrase}"`;
  const read = written.replaceAll(/\s+/g, ' ').slice(0, 80);
  return `"${read}" is "${phrase}" but for ${edits === 1 ? 'one letter' : `${edits} letters`}`;
}

function isOpened(text: string, start: number): boolean {
  const before = text[start - 1] === ' ' ? text[start - 2] : text[start - 1];
  return before !== undefined && OPENING.has(before);
}

/** Nothing else in its lines: a title read off a picture, a subject, an answer in a form. */
function isOwnLine(text: string, start: number, end: number): boolean {
  let from = start - 1;
  while (from >= 0 && !isWordPart(text, from) && !isIdeograph(text, from) && !isLineEnd(text, from))
    from -= 1;
  if (from >= 0 && !isLineEnd(text, from)) return false;
  let to = end;
  while (to < text.length && !isWordPart(text, to) && !isIdeograph(text, to) && !isLineEnd(text, to)) to += 1;
  return to >= text.length || isLineEnd(text, to);
}

function isLineEnd(text: string, at: number): boolean {
  return classAt(text, at) === CHARACTER.lineEnd;
}

function isNear(cues: readonly Hit<ErrorCue>[], start: number, end: number): boolean {
  let low = 0;
  let high = cues.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cues[middle]?.start ?? 0) < start - CUE_BEFORE) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < cues.length; at += 1) {
    const cue = cues[at];
    if (cue === undefined || cue.start > end + CUE_BEHIND) return false;
    // A cue inside of the words themselves is no further sign.
    if (cue.value === 'sure' && (cue.end <= start || cue.start >= end)) return true;
  }
  return false;
}

/** "FW-1107" and "FW 1107", wherever they stand. */
function shortNames(book: ErrorBook, text: string): ErrorCandidate[] {
  const found: ErrorCandidate[] = [];
  let names = 0;
  for (let at = 0; at < text.length && names < MOST_NAMES; ) {
    const end = endOfName(text, at);
    if (end === at) {
      at += 1;
      continue;
    }
    const isWord = end - at <= LONGEST_PREFIX && text[end] === ' ';
    const ends = isWord ? [end, endOfName(text, end + 1)] : [end];
    for (const to of ends) {
      const written = text.slice(at, to);
      if (to - at > LONGEST_NAME || !/\d/.test(written)) continue;
      names += 1;
      for (const entry of book.shortNames.get(lettersOf(written)) ?? [])
        found.push({
          entry,
          confidence: 0.93,
          reason: `the code ${written.toUpperCase()}`,
          start: at,
          end: to,
        });
    }
    at = end;
  }
  return found;
}

/** The end of letters, digits, and the signs between them. */
function endOfName(text: string, from: number): number {
  let end = from;
  while (isAscii(text, end) || (end > from && '_-'.includes(text[end] ?? ' ') && isAscii(text, end + 1)))
    end += 1;
  return end;
}

function isAscii(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x61 && unit <= 0x7a);
}
