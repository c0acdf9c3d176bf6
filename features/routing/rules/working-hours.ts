/**
 * When somebody works: a weekly plan in their own zone. Nights that the clocks are changed in, days off and work over
 * midnight are the zone's matter, so Temporal reckons; a moment comes in and goes out as a Date.
 */
import { Temporal } from 'temporal-polyfill';

/** Work of one weekday (1 is Monday). `to` at or before `from` means the next day; `00:00` to `00:00` is the whole day. */
export type WorkSpan = { day: number; from: string; to: string };

export type Schedule = {
  /** IANA name such as `Europe/Helsinki`. */
  zone: string;
  /** Null: at any time. */
  hours: readonly WorkSpan[] | null;
  /** Dates in the zone on which no work begins (`2026-12-24`). Calendars will fill it; until then it is empty. */
  daysOff?: ReadonlySet<string>;
};

type Span = { start: number; end: number };

/** How far ahead is looked: who does not work within two months has no plan to reckon with. */
const longestDays = 62;
const minuteMs = 60_000;

/** Zones are compared by trying: the list of the runtime lacks the old names that people still have. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** True when they work at that moment. */
export function isWorking(schedule: Schedule, at: Date): boolean {
  if (schedule.hours === null) return true;
  const now = at.getTime();
  // Work of yesterday may last until now.
  return spansFrom(schedule, at, 1).some(({ start, end }) => start <= now && now < end);
}

/** When they begin next, after `at`; null when they never do, or work at any time. */
export function nextStart(schedule: Schedule, at: Date): Date | null {
  if (schedule.hours === null) return null;
  const now = at.getTime();
  const next = spansFrom(schedule, at, longestDays).find(({ start }) => start > now);
  return next ? new Date(next.start) : null;
}

/**
 * The moment at which so many minutes of work have passed since `from`, counting time in which at least one of them works.
 * When nobody has a plan or does any work, the clock on the wall counts.
 */
export function afterWorking(schedules: readonly Schedule[], from: Date, minutes: number): Date {
  const byTheWall = new Date(from.getTime() + minutes * minuteMs);
  if (schedules.length === 0 || schedules.some(({ hours }) => hours === null)) return byTheWall;
  let left = minutes * minuteMs;
  const start = from.getTime();
  // Most waits end within days, so a short look comes first.
  for (const days of [4, longestDays]) {
    const together = union(schedules.flatMap((schedule) => spansFrom(schedule, from, days)));
    left = minutes * minuteMs;
    for (const span of together) {
      const begins = Math.max(span.start, start);
      if (span.end <= begins) continue;
      if (span.end - begins >= left) return new Date(begins + left);
      left -= span.end - begins;
    }
    if (together.length === 0) return byTheWall;
  }
  return new Date(Math.max(byTheWall.getTime(), start + longestDays * 24 * 60 * minuteMs));
}

/** From the day before `at` for so many days, in order. */
function spansFrom({ zone, hours, daysOff }: Schedule, at: Date, days: number): Span[] {
  const today = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  const spans: Span[] = [];
  for (let ahead = -1; ahead <= days; ahead += 1) {
    const date = today.add({ days: ahead });
    if (daysOff?.has(date.toString())) continue;
    for (const span of hours ?? []) {
      if (span.day === date.dayOfWeek) spans.push(spanOn(date, zone, span));
    }
  }
  return spans.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
}

/** A time that the clocks leave out moves behind the gap; of one that comes twice, work lasts through both. */
function spanOn(date: Temporal.PlainDate, zone: string, { from, to }: WorkSpan): Span {
  const lastDate = to <= from ? date.add({ days: 1 }) : date;
  const moment = (on: Temporal.PlainDate, time: string, disambiguation: 'compatible' | 'later'): number =>
    on.toPlainDateTime(Temporal.PlainTime.from(time)).toZonedDateTime(zone, { disambiguation })
      .epochMilliseconds;
  return { start: moment(date, from, 'compatible'), end: moment(lastDate, to, 'later') };
}

function union(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else joined.push({ ...span });
  }
  return joined;
}
