/**
 * Which versions are meant, as people write it: "2.10.0 to 2.10.6, 2.11", ">= 3", "before 2.10.4", "2.10.x". Pure.
 *
 * A version stands for itself and all its sub-versions, at both ends of a range: "2.10" is every 2.10.*, and "2.9 to 2.10"
 * ends with the last 2.10.*.
 */
import { compareVersions, isOf, parseVersion, type Version, writeVersion } from './version.ts';

export type VersionRange = {
  /** Null: from the first one. */
  readonly from: Version | null;
  /** Null: up to the newest. */
  readonly to: Version | null;
  /** The end itself is not meant. */
  readonly openFrom: boolean;
  readonly openTo: boolean;
};

export const MOST_RANGES = 20;
export const MOST_RANGE_CHARACTERS = 300;

const BETWEEN = /^(.+?)\s*(?:\s+to\s+|\s+until\s+|\.\.+|…|[–—]|\s-\s)\s*(.+)$/;
const SIGNS: readonly [sign: RegExp, meant: (version: Version) => VersionRange][] = [
  [/^(?:>=|≥|from|since)\s*(.+)$/, (from) => range(from, null)],
  [/^(?:<=|≤|up to|until|to)\s*(.+)$/, (to) => range(null, to)],
  [/^(?:>|after|newer than)\s*(.+)$/, (from) => ({ ...range(from, null), openFrom: true })],
  [/^(?:<|before|older than)\s*(.+)$/, (to) => ({ ...range(null, to), openTo: true })],
];

/** The ranges of a text; `problem` is a sentence about the part that is none. An empty text means all versions: no range. */
export function parseRanges(text: string): { ranges: VersionRange[] } | { problem: string } {
  if (text.length > MOST_RANGE_CHARACTERS) return { problem: 'This is too long for versions.' };
  const parts = text
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length > MOST_RANGES) return { problem: `Name at most ${MOST_RANGES} versions or ranges.` };
  const ranges: VersionRange[] = [];
  for (const part of parts) {
    const found = parseRange(part.toLowerCase());
    if (found === null)
      return { problem: `“${part}” is no version. Write 2.10.4, 2.10.0 to 2.10.6, or >= 2.11.` };
    if (isEmptyRange(found)) return { problem: `“${part}” ends before it begins.` };
    ranges.push(found);
  }
  return { ranges };
}

/** As `writeRanges` writes it; '' for a text that is not understood, which is stored nowhere. */
export function tidyRanges(text: string): string {
  const parsed = parseRanges(text);
  return 'ranges' in parsed ? writeRanges(parsed.ranges) : '';
}

/** In the one way in which ranges are stored and shown; reading it again gives the same ranges. */
export function writeRanges(ranges: readonly VersionRange[]): string {
  return ranges.map(writeRange).join(', ');
}

/** Whether a version is one of the ranges. Null: the version cannot be compared, or none is named. */
export function isInRanges(written: string, ranges: readonly VersionRange[]): boolean | null {
  const version = parseVersion(written);
  if (version === null || ranges.length === 0) return null;
  return ranges.some((one) => isIn(version, one));
}

function isIn(version: Version, { from, to, openFrom, openTo }: VersionRange): boolean {
  const isEarly = from !== null && (openFrom ? isUpTo(version, from) : compareVersions(version, from) < 0);
  const isLate = to !== null && (openTo ? compareVersions(version, to) >= 0 : !isUpTo(version, to));
  return !isEarly && !isLate;
}

/** Not after the end, all sub-versions of it included. */
function isUpTo(version: Version, end: Version): boolean {
  return compareVersions(version, end) <= 0 || isOf(version, end);
}

function range(from: Version | null, to: Version | null): VersionRange {
  return { from, to, openFrom: false, openTo: false };
}

function parseRange(part: string): VersionRange | null {
  for (const [sign, meant] of SIGNS) {
    const version = sign.exec(part)?.[1];
    if (version === undefined) continue;
    const parsed = parsePart(version);
    return parsed === null ? null : meant(parsed);
  }
  const single = parsePart(part);
  if (single !== null) return range(single, single);
  const [, first = '', last = ''] = BETWEEN.exec(part) ?? [];
  const [from, to] = [parsePart(first), parsePart(last)];
  return from === null || to === null ? null : range(from, to);
}

/** "2.10.x" and "2.10.*" are 2.10 with all its sub-versions, as 2.10 is anyway. */
function parsePart(written: string): Version | null {
  return parseVersion(written.trim().replace(/(?:\.[x*])+$/, ''));
}

function isEmptyRange({ from, to }: VersionRange): boolean {
  return from !== null && to !== null && !isUpTo(from, to);
}

function writeRange({ from, to, openFrom, openTo }: VersionRange): string {
  if (from === null) return `${openTo ? '<' : '<='} ${to === null ? '' : writeVersion(to)}`;
  if (to === null) return `${openFrom ? '>' : '>='} ${writeVersion(from)}`;
  const [first, last] = [writeVersion(from), writeVersion(to)];
  return first === last ? first : `${first} to ${last}`;
}
