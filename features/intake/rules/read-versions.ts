/**
 * Versions of firmware, app and operating system: a number belongs to the nearest word that is still free, before it or
 * behind it; without a word its first number tells, when the profile says so.
 */
import { isWordPart } from '#platform/text/characters.ts';
import { lastBefore } from '#platform/text/claims.ts';
import type { Candidate, FactKey } from './fact.ts';
import type { Code, FactSource } from './fact-source.ts';

type Subject = {
  key: 'firmware.version' | 'app.version' | 'os.version';
  start: number;
  end: number;
  system: string | null;
};
type Version = { start: number; end: number; value: string; parts: number; prefix: string };

/** How far a word may stand from its number, in characters. */
const REACH_BEFORE = 60;
const REACH_BEHIND = 24;
const READER = 'versions';

export function readVersions(source: FactSource): Candidate[] {
  const versions = source.codes.flatMap((code) => versionOf(source, code));
  const subjects = subjectsOf(source);
  const found: Candidate[] = [];
  versions.forEach((version, index) => {
    const before = versions[index - 1];
    const judged = subjectFor(source, version, before, versions[index + 1], subjects);
    if (judged !== null)
      found.push({ ...judged, value: version.value, start: version.start, end: version.end, reader: READER });
  });
  return [...found, ...readSystems(source)];
}

/** The version in a code: "6.4.1", "v2.10.4", "ios18.2", "2.10.4-beta"; none in dates and amounts. */
function versionOf(source: FactSource, code: Code): Version[] {
  const match = /^([a-z]{0,10}?)v?(\d{1,4}(?:\.\d{1,6}){0,3})(?:[-_/][a-z0-9.]{1,12})?$/.exec(code.text);
  const value = match?.[2];
  if (match === null || value === undefined) return [];
  if (source.inDate(code.start, code.end) && !isBehindSystem(source, code.start)) return [];
  const parts = value.split('.').length;
  const start = code.start + code.text.indexOf(value, match[1]?.length ?? 0);
  const end = start + value.length;
  const { text } = source;
  const next = text.slice(end, end + 2).trimStart();
  if (/^[%€$£¥°]/.test(next) || /[€$£¥]\s?$/.test(text.slice(Math.max(0, start - 2), start))) return [];
  if (text[end] === ':' && parts === 1) return [];
  if (parts <= 2 && !isBehindSystem(source, start) && isAmountOrSpan(source, start, end)) return [];
  return [{ start, end, value, parts, prefix: match[1] ?? '' }];
}

/** "iOS 18.1." at the end of a sentence looks like a date. */
function isBehindSystem(source: FactSource, start: number): boolean {
  const word = source.words[lastBefore(source.words, start - 1)];
  return word?.value.kind === 'system' && start - word.end <= 2;
}

/** "1.5 hours", "3 times": numbers of something. */
function isAmountOrSpan(source: FactSource, start: number, end: number): boolean {
  const count = source.after(['count'], end, end + 2);
  if (
    count !== null &&
    count.value === 'count' &&
    /^[a-z\u3040-\u9fff]{3,}|^[回日分年人]/.test(source.text.slice(count.start, count.end))
  )
    return true;
  const moment = source.momentAt(start);
  return moment !== null && moment.kind !== 'weekday' && moment.end > end;
}

function subjectsOf(source: FactSource): Subject[] {
  const subjects: Subject[] = [
    ...source
      .tagged('firmware')
      .map((hit) => ({ key: 'firmware.version' as const, start: hit.start, end: hit.end, system: null })),
    ...source
      .tagged('app')
      .map((hit) => ({ key: 'app.version' as const, start: hit.start, end: hit.end, system: null })),
    ...source.words.flatMap(({ value, start, end }) =>
      value.kind === 'system' ? [{ key: 'os.version' as const, start, end, system: value.name }] : [],
    ),
  ];
  return subjects.sort((a, b) => a.start - b.start);
}

type Judged = { key: FactKey; confidence: number };

function subjectFor(
  source: FactSource,
  version: Version,
  before: Version | undefined,
  next: Version | undefined,
  subjects: readonly Subject[],
): Judged | null {
  const prefixed = prefixSubject(source, version);
  if (prefixed !== null) return prefixed;
  const { text } = source;
  const sentence = source.sentence(version.start);
  const floor = Math.max(
    sentence.start,
    version.start - REACH_BEFORE,
    before?.parts === 1 ? 0 : (before?.end ?? 0),
  );
  let at = indexBefore(subjects, version.start);
  const lead = subjects[at];
  const isFree = lead !== undefined && lead.end <= version.start && lead.start >= floor;
  const behind = subjects[at + 1];
  if (isFree && fitsParts(version, lead, text)) {
    const isClose = source.gap(lead.end, version.start) <= 6;
    const nearer = behind !== undefined && closerBehind(source, version, next, behind, lead);
    if (isClose && !nearer) return { key: lead.key, confidence: 0.92 };
    if (!nearer && version.parts >= 3) return { key: lead.key, confidence: 0.75 };
  }
  if (behind !== undefined && isBehind(source, version, next, behind) && version.parts >= 2) {
    return { key: behind.key, confidence: 0.85 };
  }
  if (before !== undefined && version.parts >= 2 && isChain(text.slice(before.end, version.start))) {
    // "from 2.9.1 to 2.10.4": the second is of the same kind.
    while (at >= 0 && (subjects[at]?.end ?? 0) > before.start) at -= 1;
    const first = subjects[at];
    if (first !== undefined && before.start - first.end < REACH_BEFORE)
      return { key: first.key, confidence: 0.9 };
  }
  return alone(source, version);
}

function indexBefore(subjects: readonly Subject[], at: number): number {
  let low = 0;
  let high = subjects.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((subjects[middle]?.start ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** A single number is a version only right behind the name of a system. */
function fitsParts(version: Version, lead: Subject, text: string): boolean {
  if (version.parts >= 2) return version.parts >= 3 || version.start - lead.end <= 30;
  if (lead.key !== 'os.version' || version.value.length > 2) return false;
  return /^[\s:=(-]*(?:version|versio|versión|ver\.?|v\.?|os|バージョン|は)?[\s:=は]*$/.test(
    text.slice(lead.end, version.start),
  );
}

function isBehind(source: FactSource, version: Version, next: Version | undefined, behind: Subject): boolean {
  if (behind.start - version.end > REACH_BEHIND || behind.start >= source.sentence(version.start).end)
    return false;
  if (next !== undefined && next.start < behind.start) return false;
  // "…, app 6.4.1": the word has a number of its own.
  if (next !== undefined && next.start - behind.end <= 12 && next.start < source.sentence(version.start).end)
    return false;
  return source.gap(version.end, behind.start) <= 3;
}

function closerBehind(
  source: FactSource,
  version: Version,
  next: Version | undefined,
  behind: Subject,
  lead: Subject,
): boolean {
  if (!isBehind(source, version, next, behind)) return false;
  const between = source.text.slice(version.end, behind.start);
  return source.gap(lead.end, version.start) > 2 && !/[,;]/.test(between);
}

function isChain(between: string): boolean {
  return (
    between.length <= 16 &&
    /^[\s,]*(?:to|auf|à|a|->|→|>|zu|vers|から|or|oder|ou|and|und|->)?[\s]*$/.test(
      between.trim() === '' ? '' : between,
    )
  );
}

/** "ios18.2", "app6.4.1" in one piece. */
function prefixSubject(source: FactSource, version: Version): Judged | null {
  if (version.prefix === '') return null;
  const system = source.device.systems.find(({ forms }) => forms.includes(version.prefix));
  if (system !== undefined) return { key: 'os.version', confidence: 0.92 };
  if (version.parts >= 2 && version.prefix === 'app') return { key: 'app.version', confidence: 0.92 };
  if (version.parts >= 2 && (version.prefix === 'fw' || version.prefix === 'firmware'))
    return { key: 'firmware.version', confidence: 0.92 };
  return null;
}

/** No word beside it: three numbers, and the first of them is typical for firmware or app. */
function alone(source: FactSource, version: Version): Judged | null {
  if (version.parts < 3) return null;
  const first = Number(version.value.split('.', 1)[0]);
  const { firmware, app } = source.device.versions;
  const isVersion =
    source.before(['version', 'correction', 'change'], version.start, version.start - 30) !== null;
  const confidence = isVersion ? 0.7 : 0.55;
  if (first >= firmware.from && first <= firmware.to) return { key: 'firmware.version', confidence };
  if (first >= app.from && first <= app.to) return { key: 'app.version', confidence };
  return first > app.to && isVersion ? { key: 'os.version', confidence: 0.5 } : null;
}

/** Names of operating systems, also in "ios18.2". */
function readSystems(source: FactSource): Candidate[] {
  const found: Candidate[] = [];
  const add = (name: string, start: number, end: number): void => {
    found.push({ key: 'os.name', value: name, start, end, confidence: 0.9, reader: READER });
  };
  for (const { value, start, end } of source.words) if (value.kind === 'system') add(value.name, start, end);
  for (const code of source.codes) {
    for (const { name, forms } of source.device.systems) {
      const form = forms.find((one) => code.text.startsWith(one) && !isWordPartLetter(code.text, one.length));
      if (form !== undefined) add(name, code.start, code.start + form.length);
    }
  }
  return found;
}

function isWordPartLetter(text: string, at: number): boolean {
  return isWordPart(text, at) && /[a-z]/.test(text[at] ?? '');
}
