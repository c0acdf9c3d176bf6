/**
 * Dates, weekdays and spans of time in a text, with the day they mean counted from the day of the mail. Pure: the day of
 * the mail is given. Linear: every part of a date is looked for once, and only its neighbours are joined to it.
 * The file is long because one reader joins all kinds of parts: apart they would have to agree on every neighbour.
 */
import type { CalendarWords, Unit } from './calendar.ts';
import { isDigit, isIdeograph, isWordPart } from './characters.ts';
import { calendars } from './languages/calendars.ts';
import { findAll, forms, type Lexicon, lexicon } from './lexicon.ts';

export type Moment = {
  readonly start: number;
  readonly end: number;
  /** `ago` lies back, `ahead` lies before us, `span` only has a length. */
  readonly kind: 'date' | 'month' | 'weekday' | 'day' | 'ago' | 'ahead' | 'span' | 'last' | 'next';
  /** Days from the mail's day; null for a span. */
  readonly offset: number | null;
  /** ISO date, or year-month when no day is said or the span is of months; null when neither is meant. */
  readonly iso: string | null;
  /** Days that a span lasts; a month counts 30. */
  readonly length?: number;
};

type Part =
  | { kind: 'number'; value: number; digits: number }
  | { kind: 'unit'; unit: Unit }
  | { kind: 'month'; month: number }
  | { kind: 'weekday'; weekday: number }
  | { kind: 'day'; offset: number }
  | { kind: 'agoBefore' | 'agoBehind' | 'ahead' | 'last' | 'next' | 'glue' };
type Placed = { start: number; end: number; part: Part };

/** More parts of dates are no mail of a person. */
const MOST_PARTS = 4_000;
const UNITS: readonly Unit[] = ['minute', 'hour', 'day', 'week', 'month', 'year'];
const DAYS_OF: Readonly<Record<Unit, number>> = { minute: 0, hour: 0, day: 1, week: 7, month: 30, year: 365 };
const built = new Map<string, Lexicon<Part>>();

function partsOf(tag: string, words: CalendarWords): Lexicon<Part> {
  const known = built.get(tag);
  if (known !== undefined) return known;
  const entries: [string, Part][] = [];
  const add = (text: string, part: Part): void => {
    for (const form of forms(text)) entries.push([form, part]);
  };
  for (const [text, value] of words.numbers) add(text, { kind: 'number', value, digits: 0 });
  for (const unit of UNITS) add(words.units[unit], { kind: 'unit', unit });
  if (tag !== 'ja') {
    words.months.forEach((text, month) => {
      add(text, { kind: 'month', month });
    });
  }
  words.weekdays.forEach((text, weekday) => {
    add(text, { kind: 'weekday', weekday });
  });
  for (const [text, offset] of words.days) add(text, { kind: 'day', offset });
  for (const kind of ['agoBefore', 'agoBehind', 'ahead', 'last', 'next', 'glue'] as const)
    add(words[kind], { kind });
  const made = lexicon(entries, tag === 'de');
  built.set(tag, made);
  return made;
}

/** All moments of a folded text in order; `received` is the day of the mail as an ISO date. */
export function momentsOf(text: string, tag: string, received: string): Moment[] {
  const words = calendars[tag];
  if (words === undefined) return [];
  const today = new Date(`${received.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(today.getTime())) throw new RangeError(`"${received}" is not a date`);
  const numeric = numericDates(text, words.dayFirst, today);
  const reader = new MomentReader(text, tag, today, placeParts(text, tag, words, numeric));
  return [...numeric, ...reader.read()].sort((a, b) => a.start - b.start);
}

function placeParts(text: string, tag: string, words: CalendarWords, taken: readonly Moment[]): Placed[] {
  const placed: Placed[] = [];
  const hits = findAll(partsOf(tag, words), text);
  let next = 0;
  let date = 0;
  const putHits = (until: number): void => {
    for (; next < hits.length && (hits[next]?.start ?? 0) < until; next += 1) {
      const hit = hits[next];
      if (hit !== undefined && hit.start >= (placed.at(-1)?.end ?? 0))
        placed.push({ start: hit.start, end: hit.end, part: hit.value });
    }
  };
  for (let at = 0; at < text.length && placed.length < MOST_PARTS; at += 1) {
    while (date < taken.length && (taken[date]?.end ?? 0) <= at) date += 1;
    if (!isDigit(text, at)) continue;
    let end = at;
    while (isDigit(text, end)) end += 1;
    const inDate = (taken[date]?.start ?? Number.POSITIVE_INFINITY) <= at;
    if (!inDate && end - at <= 4 && standsAlone(text, at, end)) {
      putHits(at);
      placed.push({
        start: at,
        end,
        part: { kind: 'number', value: Number(text.slice(at, end)), digits: end - at },
      });
    }
    at = end;
  }
  putHits(text.length);
  return placed;
}

/** A number that is no part of a version, a price or a code. */
function standsAlone(text: string, start: number, end: number): boolean {
  const before = text[start - 1] ?? ' ';
  const after = text[end] ?? ' ';
  if (isWordPart(text, start - 1) || ('.,:-#/'.includes(before) && isWordPart(text, start - 2))) return false;
  if ('.,:'.includes(after) && isDigit(text, end + 1)) return false;
  if (!isWordPart(text, end)) return !'%'.includes(after);
  return isIdeograph(text, end) || ORDINAL.has(text.slice(end, end + 2)) || ORDINAL.has(after);
}

const ORDINAL = new Set(['st', 'nd', 'rd', 'th', 'er', 'e', 'h', 'd', 'x']);

const pad = (value: number): string => String(value).padStart(2, '0');
const isoDay = (date: Date): string => date.toISOString().slice(0, 10);
const dayLength = 86_400_000;

function daysFrom(today: Date, offset: number): Date {
  return new Date(today.getTime() + offset * dayLength);
}

/** A real day of the calendar, else null. */
function realDay(year: number, month: number, day: number): Date | null {
  const date = new Date(Date.UTC(year, month, day));
  return date.getUTCMonth() === month && date.getUTCDate() === day ? date : null;
}

function dateMoment(start: number, end: number, date: Date, today: Date): Moment {
  const offset = Math.round((date.getTime() - today.getTime()) / dayLength);
  return { start, end, kind: 'date', offset, iso: isoDay(date) };
}

/** "2025-03-14", "14.3.2025", "3/14/25", "14.3." */
function numericDates(text: string, dayFirst: boolean, today: Date): Moment[] {
  const found: Moment[] = [];
  for (const match of text.matchAll(
    /(?<![\w.,/-])(\d{1,4})([./-])(\d{1,2})(?:\2(\d{4}|\d{2})?)?(?![\w-]|[.,/]\d)/g,
  )) {
    if (found.length >= MOST_PARTS) break;
    const [whole, first = '', sign = '', second = '', third] = match;
    const date = numericDate(first, sign, second, third, whole.endsWith('.'), dayFirst, today);
    if (date === null) continue;
    found.push(dateMoment(match.index, match.index + whole.length, date, today));
  }
  return found;
}

function numericDate(
  first: string,
  sign: string,
  second: string,
  third: string | undefined,
  dotted: boolean,
  dayFirst: boolean,
  today: Date,
): Date | null {
  const [a, b] = [Number(first), Number(second)];
  if (first.length === 4)
    return third === undefined || third.length > 2 ? null : realDay(a, b - 1, Number(third));
  if (first.length === 3) return null;
  if (third === undefined) return sign === '.' && dotted && dayFirst ? nearestYear(b - 1, a, today) : null;
  // Two digits of a year with dots may be a version such as 2.10.24.
  const year = third.length === 2 ? 2000 + Number(third) : Number(third);
  if (year < 2000 || year > today.getUTCFullYear() + 2) return null;
  if (third.length === 2 && sign === '.' && (first.length === 1 || year < 2010)) return null;
  const monthFirst = sign === '/' && !dayFirst && a <= 12;
  return monthFirst || (sign === '-' && !dayFirst && b > 12)
    ? realDay(year, a - 1, b)
    : realDay(year, b - 1, a);
}

/** A day without a year lies back, unless it is within the next quarter and nearer. */
function nearestYear(month: number, day: number, today: Date): Date | null {
  const year = today.getUTCFullYear();
  const date = realDay(year, month, day);
  if (date === null) return null;
  const ahead = (date.getTime() - today.getTime()) / dayLength;
  if (ahead > 92) return realDay(year - 1, month, day);
  return ahead < -273 ? realDay(year + 1, month, day) : date;
}

/** Joins neighbouring parts; one instance reads one text. */
class MomentReader {
  readonly #text: string;
  readonly #unspaced: boolean;
  readonly #today: Date;
  readonly #parts: readonly Placed[];
  #at = 0;

  constructor(text: string, tag: string, today: Date, parts: readonly Placed[]) {
    this.#text = text;
    this.#unspaced = tag === 'ja';
    this.#today = today;
    this.#parts = parts;
  }

  read(): Moment[] {
    const found: Moment[] = [];
    while (this.#at < this.#parts.length) {
      const here = this.#parts[this.#at];
      if (here === undefined) break;
      const moment = this.#momentAt(here);
      if (moment === null) this.#at += 1;
      else {
        found.push(moment.moment);
        this.#at = Math.max(this.#at + 1, moment.next);
      }
    }
    return found;
  }

  /** The part after index `at`, when only blanks and small signs stand between. */
  #neighbour(at: number): Placed | null {
    const here = this.#parts[at];
    const next = this.#parts[at + 1];
    if (here === undefined || next === undefined || next.start - here.end > 4) return null;
    for (let place = here.end; place < next.start; place += 1) {
      const sign = this.#text[place] ?? '';
      const small =
        sign === ' ' ||
        sign === '\n' ||
        sign === '.' ||
        sign === ',' ||
        sign === '-' ||
        ORDINAL_LETTERS.includes(sign);
      if (!small || (sign === ',' && next.part.kind !== 'number')) return null;
    }
    return next;
  }

  /** Index of the next part that is no glue, or -1. */
  #step(at: number): number {
    let index = at;
    for (let n = 0; n < 3; n += 1) {
      const next = this.#neighbour(index);
      if (next === null) return -1;
      index += 1;
      if (next.part.kind !== 'glue') return index;
    }
    return -1;
  }

  #momentAt(here: Placed): { moment: Moment; next: number } | null {
    const { part } = here;
    if (part.kind === 'day') {
      const iso = isoDay(daysFrom(this.#today, part.offset));
      return this.#made(here.start, this.#at, 'day', part.offset, iso);
    }
    if (part.kind === 'weekday') return this.#weekday(here.start, this.#at, 'past');
    if (part.kind === 'month') return this.#month(here.start, this.#at, null, false);
    if (part.kind === 'number') return this.#numbered(here.start, this.#at, null);
    if (part.kind === 'last' || part.kind === 'next') return this.#sided(here, part.kind);
    if (part.kind === 'agoBefore' || part.kind === 'ahead') {
      const index = this.#step(this.#at);
      const next = this.#parts[index]?.part;
      if (next?.kind === 'number') return this.#numbered(here.start, index, part.kind);
    }
    if (part.kind === 'unit') return this.#unitFirst(here);
    return null;
  }

  #made(
    start: number,
    last: number,
    kind: Moment['kind'],
    offset: number | null,
    iso: string | null,
  ): { moment: Moment; next: number } {
    const end = this.#parts[last]?.end ?? start;
    return { moment: { start, end, kind, offset, iso }, next: last + 1 };
  }

  /** "Tuesday", "next Tuesday", "mardi dernier". */
  #weekday(start: number, index: number, side: 'past' | 'next'): { moment: Moment; next: number } | null {
    const part = this.#parts[index]?.part;
    if (part?.kind !== 'weekday') return null;
    const behind = this.#parts[this.#step(index)]?.part.kind;
    const isNext = side === 'next' || behind === 'next';
    const today = (this.#today.getUTCDay() + 6) % 7;
    const back = (today - part.weekday + 7) % 7 || 7;
    const offset = isNext ? 7 - (back % 7) : -back;
    const last = behind === 'next' || (behind === 'last' && !this.#unspaced) ? this.#step(index) : index;
    const kind = isNext ? 'next' : 'weekday';
    return this.#made(start, last, kind, offset, isoDay(daysFrom(this.#today, offset)));
  }

  /** "March 14th, 2025", "März 2025", "last March". A bare month lies back. */
  #month(
    start: number,
    index: number,
    day: number | null,
    isLast: boolean,
  ): { moment: Moment; next: number } | null {
    const part = this.#parts[index]?.part;
    if (part?.kind !== 'month') return null;
    let last = index;
    let found = day;
    let next = this.#step(last);
    let number = this.#parts[next]?.part;
    if (
      found === null &&
      number?.kind === 'number' &&
      number.digits > 0 &&
      number.digits <= 2 &&
      number.value >= 1 &&
      number.value <= 31
    ) {
      found = number.value;
      last = next;
      next = this.#step(last);
      number = this.#parts[next]?.part;
    }
    let year: number | null = null;
    if (number?.kind === 'number' && number.digits === 4 && number.value >= 2000 && number.value < 2100) {
      year = number.value;
      last = next;
    } else if (this.#lastYearAt(next) > 0) {
      year = this.#today.getUTCFullYear() - 1;
      last = this.#lastYearAt(next);
    } else if (number?.kind === 'last') last = next;
    // "may" and "mar" are words too: alone they are no month.
    const short = (this.#parts[index]?.end ?? 0) - (this.#parts[index]?.start ?? 0) <= 3;
    const named = found !== null || year !== null || isLast || number?.kind === 'last';
    if (short && !named) return null;
    return this.#monthOf(start, last, part.month, found, year);
  }

  /** Index of the last part of "last year", "année dernière"; -1 when it does not stand there. */
  #lastYearAt(index: number): number {
    const second = this.#step(index);
    const parts = [this.#parts[index]?.part, this.#parts[second]?.part];
    const isLast = parts.some((part) => part?.kind === 'last');
    return isLast && parts.some((part) => part?.kind === 'unit' && part.unit === 'year') ? second : -1;
  }

  #monthOf(
    start: number,
    last: number,
    month: number,
    day: number | null,
    year: number | null,
  ): { moment: Moment; next: number } | null {
    const now = this.#today;
    if (day !== null) {
      const date = year === null ? nearestYear(month, day, now) : realDay(year, month, day);
      if (date === null) return null;
      return this.#made(
        start,
        last,
        'date',
        Math.round((date.getTime() - now.getTime()) / dayLength),
        isoDay(date),
      );
    }
    const back = month > now.getUTCMonth() ? 1 : 0;
    const of = year ?? now.getUTCFullYear() - back;
    const offset = (of - now.getUTCFullYear()) * 365 + (month - now.getUTCMonth()) * 30;
    return this.#made(start, last, 'month', offset, `${of}-${pad(month + 1)}`);
  }

  /** A number leads: "14 March", "two weeks ago", "3 days", "2025年3月14日". */
  #numbered(
    start: number,
    index: number,
    side: 'agoBefore' | 'ahead' | null,
  ): { moment: Moment; next: number } | null {
    const number = this.#parts[index]?.part;
    if (number?.kind !== 'number') return null;
    if (this.#unspaced) {
      const date = this.#japaneseDate(start, index, null);
      if (date !== null) return date;
    }
    const next = this.#step(index);
    const part = this.#parts[next]?.part;
    if (part === undefined) return null;
    if (part.kind === 'month' && number.digits > 0 && number.value >= 1 && number.value <= 31) {
      return this.#month(start, next, number.value, false);
    }
    if (part.kind !== 'unit') return null;
    const after = this.#step(next);
    const behind = this.#parts[after]?.part.kind;
    if (side === 'agoBefore' || behind === 'agoBehind') {
      return this.#ago(start, behind === 'agoBehind' ? after : next, number.value, part.unit);
    }
    const length = number.value * DAYS_OF[part.unit];
    if (side === 'ahead')
      return this.#made(start, next, 'ahead', length, isoDay(daysFrom(this.#today, Math.min(length, 3650))));
    const span = this.#made(start, next, 'span', null, null);
    return { ...span, moment: { ...span.moment, length } };
  }

  #ago(start: number, last: number, count: number, unit: Unit): { moment: Moment; next: number } {
    const now = this.#today;
    if (unit === 'month' || unit === 'year') {
      const months = Math.min(count * (unit === 'year' ? 12 : 1), 600);
      const date = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1));
      return this.#made(start, last, 'ago', -months * 30, isoDay(date).slice(0, 7));
    }
    const days = Math.min(count * DAYS_OF[unit], 3650);
    return this.#made(start, last, 'ago', -days, isoDay(daysFrom(now, -days)));
  }

  /** "last March", "last week", "next Friday". */
  #sided(here: Placed, side: 'last' | 'next'): { moment: Moment; next: number } | null {
    const index = this.#step(this.#at);
    const part = this.#parts[index]?.part;
    if (part === undefined) return null;
    if (part.kind === 'weekday') return this.#weekday(here.start, index, side === 'next' ? 'next' : 'past');
    if (part.kind === 'month') return this.#month(here.start, index, null, true);
    // "in the last three days" has only a length.
    if (part.kind === 'number') {
      const before = this.#today.getUTCFullYear() - 1;
      const isYear = this.#unspaced && this.#text[here.end - 1] === '年';
      const date = isYear ? this.#japaneseDate(here.start, index, before) : null;
      return date ?? this.#numbered(here.start, index, null);
    }
    if (part.kind !== 'unit') return null;
    const month = this.#step(index);
    const after = this.#parts[month]?.part;
    if (part.unit === 'year' && side === 'last' && after?.kind === 'month') {
      return this.#monthOf(here.start, month, after.month, null, this.#today.getUTCFullYear() - 1);
    }
    return this.#lastUnit(here.start, index, part.unit, side);
  }

  #lastUnit(
    start: number,
    last: number,
    unit: Unit,
    side: 'last' | 'next',
  ): { moment: Moment; next: number } {
    const days = DAYS_OF[unit];
    if (side === 'next') return this.#made(start, last, 'next', days, null);
    if (unit !== 'month') return this.#made(start, last, 'last', -days, null);
    const now = this.#today;
    const date = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
    return this.#made(start, last, 'last', -days, isoDay(date).slice(0, 7));
  }

  /** "la semaine dernière", "el mes pasado". */
  #unitFirst(here: Placed): { moment: Moment; next: number } | null {
    const index = this.#step(this.#at);
    const next = this.#parts[index]?.part;
    if (here.part.kind !== 'unit' || this.#unspaced) return null;
    if (next?.kind === 'last' || next?.kind === 'next')
      return this.#lastUnit(here.start, index, here.part.unit, next.kind);
    return null;
  }

  /** "2025年3月14日", "2025年3月", "3月14日", "3月". */
  #japaneseDate(start: number, index: number, of: number | null): { moment: Moment; next: number } | null {
    let year = of;
    let last = index;
    let at = index;
    if (this.#text[this.#parts[at]?.end ?? 0] === '年') {
      const part = this.#parts[at]?.part;
      if (part?.kind !== 'number' || part.value < 2000) return null;
      year = part.value;
      last = at + 1;
      at += 2;
    }
    const month = this.#parts[at];
    if (
      month?.part.kind !== 'number' ||
      this.#text[month.end] !== '月' ||
      month.part.value < 1 ||
      month.part.value > 12
    )
      return null;
    // Number and sign are two parts each.
    last = at + 1;
    const day = this.#parts[at + 2];
    const isDay = day !== undefined && day.start === month.end + 1 && this.#text[day.end] === '日';
    if (!isDay || day.part.kind !== 'number') {
      return this.#withTail(this.#monthOf(start, last, month.part.value - 1, null, year), month.end + 1);
    }
    return this.#withTail(
      this.#monthOf(start, at + 3, month.part.value - 1, day.part.value, year),
      day.end + 1,
    );
  }

  #withTail(
    made: { moment: Moment; next: number } | null,
    end: number,
  ): { moment: Moment; next: number } | null {
    return made === null ? null : { moment: { ...made.moment, end }, next: made.next };
  }
}

const ORDINAL_LETTERS = 'stndrhe';
