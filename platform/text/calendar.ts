/** The words of a language for moments and spans of time. */

export type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

export type CalendarWords = {
  /** "two", "a couple of". */
  readonly numbers: readonly (readonly [forms: string, value: number])[];
  readonly units: Readonly<Record<Unit, string>>;
  /** January first; forms that are no other word. */
  readonly months: readonly string[];
  /** Monday first. */
  readonly weekdays: readonly string[];
  /** Days counted from the mail's: "yesterday" is -1. */
  readonly days: readonly (readonly [forms: string, offset: number])[];
  /** Before and behind a span that lies back: "vor zwei Wochen", "two weeks ago". */
  readonly agoBefore: string;
  readonly agoBehind: string;
  /** Before a span ahead: "in three days". */
  readonly ahead: string;
  readonly last: string;
  readonly next: string;
  /** Small words between the parts of a date: "14 de marzo", "14th of March". */
  readonly glue: string;
  /** Turns 3/4 into the third of April; else the fourth of March. */
  readonly dayFirst: boolean;
};
