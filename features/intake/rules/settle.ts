/**
 * From what the readers found to facts: denied ones go, those about somebody else's device become guesses, a correction
 * wins, and of several values of one key the first that stands is the known one.
 */
import { quoteOf } from '#platform/text/fold.ts';
import { type Candidate, type Fact, type FactKey, KNOWN_FROM, manyValued } from './fact.ts';
import type { FactSource } from './fact-source.ts';

/** Facts of one key that are kept; a list of fifty versions is no description of one device. */
const MOST_OF_ONE_KEY = 12;
const OTHERS = 0.35;
const REPLACED = 0.3;
/** A correction stands this near to what it corrects. */
const CORRECTION_REACH = 40;

const ABOUT_DEVICE: ReadonlySet<FactKey> = new Set<FactKey>([
  'device.generation',
  'device.size',
  'device.color',
  'device.serial',
  'firmware.version',
  'phone.model',
  'os.name',
  'os.version',
  'app.version',
]);

type Weighed = Candidate & { weight: number; corrects: boolean };

export function settle(source: FactSource, candidates: readonly Candidate[], part: Fact['part']): Fact[] {
  const byKey = new Map<FactKey, Weighed[]>();
  for (const candidate of candidates) {
    const same = byKey.get(candidate.key) ?? [];
    byKey.set(candidate.key, same);
    if (same.length < MOST_OF_ONE_KEY * 4) same.push(weigh(source, candidate));
  }
  const facts: Fact[] = [];
  for (const [key, all] of byKey) {
    const kept = all.filter((one) => one.weight > 0).sort((a, b) => a.start - b.start || b.weight - a.weight);
    for (const one of choose(key, kept)) facts.push(factOf(source, one, part));
  }
  return facts.sort((a, b) => a.start - b.start || a.key.localeCompare(b.key));
}

function weigh(source: FactSource, candidate: Candidate): Weighed {
  const { key, start, end } = candidate;
  if (!ABOUT_DEVICE.has(key))
    return { ...candidate, weight: candidate.confidence, corrects: isCorrection(source, start) };
  if (source.isDenied(start, end)) return { ...candidate, weight: 0, corrects: false };
  let weight = candidate.confidence;
  if (source.isOthers(start)) weight = Math.min(weight, OTHERS);
  const corrects = isCorrection(source, start);
  if (!corrects && isEarlier(source, start)) weight = Math.min(weight, 0.4);
  return { ...candidate, weight, corrects };
}

function isCorrection(source: FactSource, start: number): boolean {
  return (
    source.before(['correction'], start, Math.max(source.sentence(start).start, start - CORRECTION_REACH)) !==
    null
  );
}

/** "from 2.9.1", "my old Gen2", "was on 18.0": how it was before. */
function isEarlier(source: FactSource, start: number): boolean {
  const clause = source.clause(start);
  const cue = source.before(['earlier'], start, clause.start);
  if (cue === null || source.gap(cue.end, start) > 4) return false;
  // "from 2.9.1" is old only when "to 2.10.4" follows.
  const word = source.text.slice(cue.start, cue.end);
  const isNear = source.gap(cue.end, start) <= 2;
  if (!/^(?:from|von|から)$/.test(word))
    return (
      isNear ||
      /^(?:prev|old|vorherig|alt|ancien|précéd|preced|vanha|edelli|anterior|antigu|viejo|former|first|my first|前の|以前|旧)/.test(
        word,
      )
    );
  if (!isNear) return false;
  return /\s(?:to|auf|zu)\s/.test(source.text.slice(start, start + 30));
}

/** Facts of one key in the order they stand, each value once. */
function choose(key: FactKey, all: readonly Weighed[]): Weighed[] {
  const kept: Weighed[] = [];
  for (const one of all) {
    const known = kept.findIndex(
      (other) => sameValue(other.value, one.value) || (manyValued.has(key) && overlaps(other, one)),
    );
    if (known < 0) kept.push(one);
    else if (one.weight > (kept[known]?.weight ?? 0)) kept[known] = one;
  }
  if (manyValued.has(key)) return kept.slice(0, MOST_OF_ONE_KEY);
  const corrected = kept.findLast((one) => one.corrects);
  const top = corrected ?? kept.find((one) => one.weight >= strongest(kept) - 0.15);
  return kept
    .map((one) =>
      one === top ? one : { ...one, weight: Math.min(one.weight, corrected === undefined ? 0.45 : REPLACED) },
    )
    .slice(0, MOST_OF_ONE_KEY);
}

function strongest(all: readonly Weighed[]): number {
  let most = 0;
  for (const { weight } of all) most = Math.max(most, weight);
  return most;
}

const plain = (value: string): string => value.toLowerCase().replaceAll(/[\s-]+/g, '');

/** The same value, however blanks and capitals are written. */
export function sameValue(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

function overlaps(a: Candidate, b: Candidate): boolean {
  return a.start < b.end && b.start < a.end;
}

function factOf(source: FactSource, one: Weighed, part: Fact['part']): Fact {
  const { quote, start, end } = quoteOf(source.reading.folded, one.start, one.end);
  const confidence = Math.round(one.weight * 100) / 100;
  return { key: one.key, value: one.value, quote, start, end, part, confidence, reader: one.reader };
}

/** Is the fact sure enough to count as known? */
export function isKnown(fact: { confidence: number }): boolean {
  return fact.confidence >= KNOWN_FROM;
}
