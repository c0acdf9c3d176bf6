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
  let before: string | null = null;
  for (const { word } of tokens(text)) {
    if (isSpaceless(word)) {
      before = null;
      continue;
    }
    // Numbers tell no topics apart; that there is one, and how long, may.
    const said = /^\d+$/.test(word) ? `#${word.length}` : word;
    bump(counts, hash(kinds.word, said, 0, said.length), weight);
    if (before !== null) {
      const first = hash(kinds.pair, before, 0, before.length);
      bump(counts, hash(first, said, 0, said.length), weight);
    }
    if (word.length > 3 && said === word) {
      const edged = `<${word}>`;
      for (let at = 0; at + 4 <= edged.length; at += 1)
        bump(counts, hash(kinds.part, edged, at, at + 4), weight / 2);
    }
    before = said;
  }
}

/** Writing without spaces: groups of two and three characters that hold no punctuation. */
function countLetters(text: string, weight: number, counts: Counts): void {
  for (const [run] of text.matchAll(/[\p{L}\p{N}\p{M}ー]+/gu)) {
    for (let at = 0; at < run.length; at += 1) {
      if (at + 2 <= run.length) bump(counts, hash(kinds.letters, run, at, at + 2), weight);
      if (at + 3 <= run.length) bump(counts, hash(kinds.letters, run, at, at + 3), weight);
    }
  }
}

/** Where the hash of each kind of feature begins, so that the same letters as a word and as a part of one differ. */
const kinds = { word: 0x811c9dc5, pair: 0x2f0b4c47, part: 0x6b43a9b5, letters: 0x1d8af066 } as const;

function bump(counts: Counts, hashed: number, weight: number): void {
  const place = (hashed ^ (hashed >>> 15)) & (featurePlaces - 1);
  counts.set(place, (counts.get(place) ?? 0) + weight);
}

/** FNV-1a, 32 bits, over UTF-16 units (http://www.isthe.com/chongo/tech/comp/fnv/), of a part of a text, without a copy of it. */
function hash(begin: number, text: string, from: number, to: number): number {
  let value = begin;
  for (let index = from; index < to; index += 1) {
    value ^= text.charCodeAt(index);
    value = Math.imul(value, 0x01000193);
  }
  return value >>> 0;
}

/** Features of one text side by side: half a map's memory, and training holds thousands. */
export type Packed = { places: Int32Array; counts: Float32Array };

export function pack(counts: Counts): Packed {
  return { places: Int32Array.from(counts.keys()), counts: Float32Array.from(counts.values()) };
}

/** A sparse vector of length 1. */
export type Vector = { places: Int32Array; values: Float32Array };

/** TF-IDF with damped counts; `rarity` has one number a place. */
export function weigh({ places, counts }: Packed, rarity: Float32Array): Vector {
  let values = counts.map(
    (count, index) => (1 + Math.log(Math.max(count, 0.5))) * (rarity[places[index] ?? 0] ?? 0),
  );
  let kept = places;
  if (places.length > mostFeatures) {
    const heaviest = [...values.keys()]
      .sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || (places[a] ?? 0) - (places[b] ?? 0))
      .slice(0, mostFeatures);
    kept = Int32Array.from(heaviest, (index) => places[index] ?? 0);
    const all = values;
    values = Float32Array.from(heaviest, (index) => all[index] ?? 0);
  }
  let square = 0;
  for (const value of values) square += value * value;
  const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
  return { places: kept, values: values.map((value) => value * scale) };
}

/** How telling each place is: rare ones more (smoothed inverse document frequency). */
export function rarityOf(documents: readonly Packed[]): Float32Array {
  const seen = new Float32Array(featurePlaces);
  for (const { places } of documents) for (const place of places) seen[place] = (seen[place] ?? 0) + 1;
  const all = documents.length;
  return seen.map((times) => Math.log((1 + all) / (1 + times)) + 1);
}
