/** What the classifier sees of a text: words, pairs of words and groups of letters, each hashed into one of a fixed number of places. */
import { foldInPlace, isSpaceless, tokens } from './tokens.ts';

/** Places; a power of two. At 40 topics the weights take 21 MB. */
export const featurePlaces = 1 << 17;
/** The heaviest features are kept: a long mail repeats itself. */
const mostFeatures = 400;
/** Words of the subject count this many times. */
const subjectWeight = 2;

export type Counts = Map<number, number>;

/** Features of a mail with how often each occurs. */
export function countFeatures(subject: string, body: string): Counts {
  const counts: Counts = new Map();
  countText(subject, subjectWeight, counts);
  countText(body, 1, counts);
  return counts;
}

function countText(text: string, weight: number, counts: Counts): void {
  if (isSpaceless(text)) countLetters(foldInPlace(text), weight, counts);
  let before = '';
  for (const { word } of tokens(text)) {
    if (isSpaceless(word)) {
      before = '';
      continue;
    }
    // Numbers tell no topics apart; that there is one, and how long, may.
    const said = /^\d+$/.test(word) ? `#${word.length}` : word;
    bump(counts, `w:${said}`, weight);
    if (before !== '') bump(counts, `b:${before} ${said}`, weight);
    if (word.length > 3 && said === word) {
      const edged = `<${word}>`;
      for (let at = 0; at + 4 <= edged.length; at += 1)
        bump(counts, `c:${edged.slice(at, at + 4)}`, weight / 2);
    }
    before = said;
  }
}

/** Writing without spaces: groups of two and three characters that hold no punctuation. */
function countLetters(text: string, weight: number, counts: Counts): void {
  for (const [run] of text.matchAll(/[\p{L}\p{N}\p{M}ー]+/gu)) {
    for (let at = 0; at < run.length; at += 1) {
      if (at + 2 <= run.length) bump(counts, `j:${run.slice(at, at + 2)}`, weight);
      if (at + 3 <= run.length) bump(counts, `j:${run.slice(at, at + 3)}`, weight);
    }
  }
}

function bump(counts: Counts, feature: string, weight: number): void {
  const place = hash(feature) & (featurePlaces - 1);
  counts.set(place, (counts.get(place) ?? 0) + weight);
}

/** FNV-1a, 32 bits, over UTF-16 units (http://www.isthe.com/chongo/tech/comp/fnv/). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value ^= text.charCodeAt(index);
    value = Math.imul(value, 0x01000193);
  }
  value ^= value >>> 15;
  return value >>> 0;
}

/** A sparse vector of length 1. */
export type Vector = { places: Int32Array; values: Float32Array };

/** TF-IDF with damped counts; `rarity` has one number a place. */
export function weigh(counts: Counts, rarity: Float32Array): Vector {
  let entries = [...counts].map(([place, count]): [number, number] => [
    place,
    (1 + Math.log(Math.max(count, 0.5))) * (rarity[place] ?? 0),
  ]);
  if (entries.length > mostFeatures)
    entries = entries.sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, mostFeatures);
  let square = 0;
  for (const [, value] of entries) square += value * value;
  const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
  return {
    places: Int32Array.from(entries, ([place]) => place),
    values: Float32Array.from(entries, ([, value]) => value * scale),
  };
}

/** How telling each place is: rare ones more (smoothed inverse document frequency). */
export function rarityOf(documents: readonly Counts[]): Float32Array {
  const seen = new Float32Array(featurePlaces);
  for (const counts of documents) for (const place of counts.keys()) seen[place] = (seen[place] ?? 0) + 1;
  const all = documents.length;
  return seen.map((times) => Math.log((1 + all) / (1 + times)) + 1);
}
