/** Numbers of errors in a text: what stands beside a word for error, and is no price, version, date or count. */
import { isIdeograph, isWordPart } from '#platform/text/characters.ts';
import { findAll, type Hit } from '#platform/text/lexicon.ts';
import {
  COUNTING,
  type ErrorCue,
  errorCues,
  FINNISH_CUE,
  FINNISH_IS,
  JOINING,
  MONTHS,
} from '../words/error-cues.ts';
import { numberOf } from './error-book.ts';

export type ErrorNumber = {
  /** As decimal digits. */
  readonly number: string;
  /** Places in the folded text. */
  readonly start: number;
  readonly end: number;
  /** Behind a word that names an error; else behind "status" or "code", which name other things too. */
  readonly sure: boolean;
  /** Some of its digits were letters: "l33". */
  readonly repaired: boolean;
};

const MOST_NUMBERS = 200;
const MOST_JOINING = 5;
/** Blanks and signs between a cue and its number. */
const WIDEST_GAP = 8;
const BETWEEN = new Set([...' \t\n\r:：=#(（[<"\'“„«「』.º°']);
const CURRENCIES = new Set([...'$€£¥']);
const UNITS = new Set([...CURRENCIES, ...'%‰°']);

export function findErrorNumbers(text: string): ErrorNumber[] {
  const found: ErrorNumber[] = [];
  const cues = findAll(errorCues(), text);
  let covered = 0;
  for (const [index, cue] of cues.entries()) {
    if (found.length >= MOST_NUMBERS) break;
    if (cue.value === 'not') continue;
    if (cue.value === 'weak' && isOther(cues, index)) continue;
    if (isDenied(text, cue.start)) continue;
    const number = numberBehind(text, cue) ?? (cue.value === 'sure' ? numberBefore(text, cue) : null);
    if (number === null || number.start < covered) continue;
    // In "HTTP status 503" and "Domain=CBErrorDomain Code=14" the sure word stands just before the weak one.
    const before = cues[index - 1];
    const named = cue.value === 'sure' || (before?.value === 'sure' && cue.start - before.end <= 2);
    for (
      let one: Token | null = number;
      one !== null && found.length < MOST_NUMBERS;
      one = nextInList(text, one)
    ) {
      found.push({ ...one, sure: named });
      covered = one.end;
    }
  }
  return found;
}

/** "order status", "sign-in code", "code postal". */
function isOther(cues: readonly Hit<ErrorCue>[], index: number): boolean {
  const [cue, before, after] = [cues[index], cues[index - 1], cues[index + 1]];
  if (cue === undefined) return true;
  const near = (one: Hit<ErrorCue> | undefined, gap: number): boolean =>
    one?.value === 'not' && gap >= 0 && gap <= 4;
  return near(before, cue.start - (before?.end ?? 0)) || near(after, (after?.start ?? 0) - cue.end);
}

type Token = Omit<ErrorNumber, 'sure'>;

/** "no error 133 any more", "kein Fehler 133". */
function isDenied(text: string, cueStart: number): boolean {
  return DENIED.test(text.slice(Math.max(0, cueStart - 12), cueStart));
}

const DENIED =
  /(?:^|[^a-z])(?:no|never|kein|keine|keinen|keinem|aucune?|pas d'|plus d'|ningun|sin|ilman|ei) ?$/;

/** "errors 8, 19 and 133": what follows a number as one more. */
function nextInList(text: string, { end }: Token): Token | null {
  const joined = LIST.exec(text.slice(end, end + 12));
  return joined === null ? null : tokenAt(text, end + joined[0].length);
}

const LIST =
  /^(?:(?:, ?| ?\/ ?| ?[+&] ?|、)(?:and |und |et |ja |y |or )?| (?:and|und|et|ja|y|or|oder|ou|o|tai) |と)(?=[\do-])/;

function numberBehind(text: string, cue: Hit<ErrorCue>): Token | null {
  let at = cue.end;
  for (let n = 0; n <= MOST_JOINING; n += 1) {
    at = pastSigns(text, at);
    const token = tokenAt(text, at);
    if (token !== null) return token;
    const end = endOfWord(text, at);
    const word = text.slice(at, end);
    if (end === at || !JOINING.has(word)) return null;
    if (word === FINNISH_IS && !FINNISH_CUE.test(text.slice(cue.start, cue.end))) return null;
    at = end;
  }
  return null;
}

/** "a 133 error", "133-Fehler", "500er Fehler", "133エラー". */
function numberBefore(text: string, cue: Hit<ErrorCue>): Token | null {
  // "404 errors" counts them.
  if (text.slice(cue.start, cue.end) === 'errors') return null;
  let end = cue.start;
  if (text[end - 1] === ' ' || text[end - 1] === '-') end -= 1;
  let start = end;
  while (start > 0 && end - start < 9 && isAscii(text, start - 1)) start -= 1;
  // One or two digits before the word count the errors: "3 errors".
  if (end - start < 3 || isWordPart(text, start - 1) || isPartBefore(text, start)) return null;
  return numberIn(text, start, text.slice(end - 2, end) === 'er' ? end - 2 : end);
}

function pastSigns(text: string, from: number): number {
  let at = from;
  while (at < text.length && at < from + WIDEST_GAP && BETWEEN.has(text[at] ?? '')) at += 1;
  return at;
}

function endOfWord(text: string, from: number): number {
  if (isIdeograph(text, from)) {
    const kana = text.slice(from, from + 3);
    return from + (kana === 'コード' ? 3 : kana.startsWith('番号') ? 2 : 1);
  }
  let end = from;
  while (end < text.length && end < from + 16 && isWordPart(text, end) && !isIdeograph(text, end)) end += 1;
  return end;
}

function isAscii(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return (unit >= 0x30 && unit <= 0x39) || (unit >= 0x61 && unit <= 0x7a);
}

/** The number that begins at a place; null when it is a part of something longer, counts, or costs. */
function tokenAt(text: string, start: number): Token | null {
  let end = text[start] === '-' ? start + 1 : start;
  while (end < text.length && end - start < 8 && isAscii(text, end)) end += 1;
  if (isAscii(text, end) || isPartOfMore(text, end) || isCount(text, end)) return null;
  const token = numberIn(text, start, end);
  return token !== null && Number(token.number) <= 31 && isDay(text, end) ? null : token;
}

function numberIn(text: string, start: number, end: number): Token | null {
  const written = text.slice(start, end);
  if (!/\d/.test(written) || CURRENCIES.has(text[start - 1] ?? '') || CURRENCIES.has(text[start - 2] ?? ''))
    return null;
  const plain = numberOf(written);
  if (plain !== null) return { number: plain, start, end, repaired: false };
  const repaired = repair(written);
  return repaired === null ? null : { number: repaired, start, end, repaired: true };
}

/** The end of "2.10.133" and of "5,133". */
function isPartBefore(text: string, start: number): boolean {
  return start >= 2 && '.,:/-_'.includes(text[start - 1] ?? ' ') && isAscii(text, start - 2);
}

/** "2.10.4", "5,99", "12:30", "11/2026", "133-4567". */
function isPartOfMore(text: string, end: number): boolean {
  const next = text[end] ?? '';
  if (UNITS.has(next) || (next === ' ' && UNITS.has(text[end + 1] ?? ''))) return true;
  return '.,:/-_'.includes(next) && next !== '' && isAscii(text, end + 1);
}

/** "5 March", "5. März", "5 de marzo". */
function isDay(text: string, end: number): boolean {
  const rest = text.slice(end, end + 12).replace(/^\.? ?(?:de )?/, '');
  return MONTHS.test(rest);
}

const COUNTERS = /^(?:回|度|日|円|件|時|分|個|年|月|週|人|つ|台)/;

function isCount(text: string, end: number): boolean {
  const at = text[end] === ' ' ? end + 1 : end;
  if (COUNTERS.test(text.slice(at, at + 1))) return true;
  const to = endOfWord(text, at);
  return to > at && COUNTING.has(text.slice(at, to));
}

/** Letters that a reading machine puts for digits, in a number that has digits too. */
function repair(written: string): string | null {
  if (/^0x/.test(written)) {
    const hex = `0x${written.slice(2).replaceAll('o', '0').replaceAll(/[li]/g, '1').replaceAll('s', '5')}`;
    return numberOf(hex);
  }
  const digits = written
    .replaceAll('o', '0')
    .replaceAll(/[li]/g, '1')
    .replaceAll('s', '5')
    .replaceAll('b', '8')
    .replaceAll('z', '2');
  return written.length >= 2 && /^-?\d+$/.test(digits) ? numberOf(digits) : null;
}
