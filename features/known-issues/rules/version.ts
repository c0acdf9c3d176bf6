/**
 * Versions as people and devices write them: "2.10.4", "v2.10", "02.010.4", "5.2.1-beta.2", "2.10.4 (331)". Pure and linear;
 * numbers of any length are compared by their digits, so none is too large.
 */

export type Version = {
  /** Digits without leading zeros, the most important first; at least one. */
  readonly numbers: readonly string[];
  /** What stands after them and makes it earlier than the version itself, as "beta.2"; '' for none. */
  readonly before: string;
};

/** More than this nobody writes; the rest of an endless row of digits is no version. */
const MOST_CHARACTERS = 60;
const MOST_NUMBERS = 8;

/** What comes before a release (semver.org, item 9): letters right behind the digits, or behind a hyphen. */
const EARLIER = /^[-_ ]?((?:alpha|beta|preview|dev|pre|rc|a|b)(?:[.\-_ ]?\d{1,9})?)(?![a-z0-9])/;
/** What says nothing about the order: "+build" (semver.org, item 10), "(331)", "build 331". */
const UNORDERED = /^(?:\+[0-9a-z.-]*|\s*\([0-9a-z .-]*\)|\s+build\s+\d+)?$/;

/** Null for what is no version: "latest", "", "1.2.3.4.5.6.7.8.9". */
export function parseVersion(written: string): Version | null {
  if (written.length > MOST_CHARACTERS) return null;
  const text = written.normalize('NFKC').trim().toLowerCase();
  const [lead = ''] = /^(?:version|ver\.?|v\.?)?\s*/.exec(text) ?? [];
  const [digits = ''] = /^\d+(?:\.\d+)*/.exec(text.slice(lead.length)) ?? [];
  if (digits === '') return null;
  const numbers = digits.split('.').map((number) => number.replace(/^0+(?=\d)/, ''));
  if (numbers.length > MOST_NUMBERS) return null;
  const rest = text.slice(lead.length + digits.length);
  const earlier = EARLIER.exec(rest);
  const after = rest.slice(earlier?.[0].length ?? 0);
  if (!UNORDERED.test(after)) return null;
  return { numbers, before: (earlier?.[1] ?? '').replaceAll(/[-_ ]/g, '.') };
}

/** Below 0, 0 or above 0. A part that is not written counts as 0: 2.10 and 2.10.0 are the same. */
export function compareVersions(one: Version, other: Version): number {
  const length = Math.max(one.numbers.length, other.numbers.length);
  for (let at = 0; at < length; at += 1) {
    const order = compareDigits(one.numbers[at] ?? '0', other.numbers[at] ?? '0');
    if (order !== 0) return order;
  }
  if (one.before === other.before) return 0;
  if (one.before === '') return 1;
  if (other.before === '') return -1;
  return compareEarlier(one.before, other.before);
}

/** Whether `version` is `start` or one of its sub-versions: 2.10.4 is of 2.10, and 2.1 is not. */
export function isOf(version: Version, start: Version): boolean {
  if (start.before !== '') return compareVersions(version, start) === 0;
  return start.numbers.every((number, at) => (version.numbers[at] ?? '0') === number);
}

/** "2.10.4-beta.2". */
export function writeVersion({ numbers, before }: Version): string {
  return before === '' ? numbers.join('.') : `${numbers.join('.')}-${before}`;
}

/** Digits without leading zeros: the longer number is the larger one. */
function compareDigits(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Names of stages in the order of the alphabet (alpha, beta, rc happen to stand so), then their numbers. */
function compareEarlier(one: string, other: string): number {
  const [name = '', number = '0'] = split(one);
  const [otherName = '', otherNumber = '0'] = split(other);
  if (name[0] !== otherName[0]) return name < otherName ? -1 : 1;
  return compareDigits(number, otherNumber);
}

function split(stage: string): [name: string, number: string] {
  const digits = /\d+$/.exec(stage)?.[0] ?? '0';
  return [stage.replaceAll(/[.\d]/g, ''), digits.replace(/^0+(?=\d)/, '')];
}
