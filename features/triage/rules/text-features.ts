/** What the classifier sees of a text: words, pairs of words and groups of letters, each hashed into one of a fixed number of places. */
import { foldInPlace, isSpaceless, tokens } from './tokens.ts';

/** Places; a power of two. At 40 topics the weights take 21 MB. */
export const featurePlaces = 1 << 17;
/** The heaviest features are kept: a long mail repeats itself. */
const mostFeatures = 400;
/** Words of the subject count this many times. */
const subjectWeight = 2;

/** Features of one text side by side, in the order in which they came: training holds thousands. */
export type Packed = { places: Int32Array; counts: Float32Array };

/** How often each place was hit in the text at hand, and which were; empty between two texts. A map for each costs four times as much. */
const hits = new Float32Array(featurePlaces);
let touched = new Int32Array(4096);
let touchedCount = 0;

/** Features of a mail with how often each occurs. */
export function featuresOf(subject: string, body: string): Packed {
  touchedCount = 0;
  countText(subject, subjectWeight);
  countText(body, 1);
  const places = touched.slice(0, touchedCount);
  const counts = new Float32Array(touchedCount);
  for (let at = 0; at < touchedCount; at += 1) {
    const place = places[at] ?? 0;
    counts[at] = hits[place] ?? 0;
    hits[place] = 0;
  }
  return { places, counts };
}

function countText(text: string, weight: number): void {
  if (isSpaceless(text)) countLetters(foldInPlace(text), weight);
  let before: string | null = null;
  for (const { word } of tokens(text)) {
    if (isSpaceless(word)) {
      before = null;
      continue;
    }
    // Numbers tell no topics apart; that there is one, and how long, may.
    const said = /^\d+$/.test(word) ? `#${word.length}` : word;
    bump(hash(kinds.word, said, 0, said.length), weight);
    if (before !== null) {
      const first = hash(kinds.pair, before, 0, before.length);
      bump(hash(first, said, 0, said.length), weight);
    }
    if (word.length > 3 && said === word) {
      const edged = `<${word}>`;
      for (let at = 0; at + 4 <= edged.length; at += 1) bump(hash(kinds.part, edged, at, at + 4), weight / 2);
    }
    before = said;
  }
}

/** Writing without spaces: groups of two and three characters that hold no punctuation. */
function countLetters(text: string, weight: number): void {
  for (const [run] of text.matchAll(/[\p{L}\p{N}\p{M}ー]+/gu)) {
    for (let at = 0; at < run.length; at += 1) {
      if (at + 2 <= run.length) bump(hash(kinds.letters, run, at, at + 2), weight);
      if (at + 3 <= run.length) bump(hash(kinds.letters, run, at, at + 3), weight);
    }
  }
}

/** Where the hash of each kind of feature begins, so that the same letters as a word and as a part of one differ. */
const kinds = { word: 0x811c9dc5, pair: 0x2f0b4c47, part: 0x6b43a9b5, letters: 0x1d8af066 } as const;

function bump(hashed: number, weight: number): void {
  const place = (hashed ^ (hashed >>> 15)) & (featurePlaces - 1);
  const before = hits[place] ?? 0;
  if (before === 0) {
    if (touchedCount === touched.length) {
      const more = new Int32Array(touched.length * 2);
      more.set(touched);
      touched = more;
    }
    touched[touchedCount] = place;
    touchedCount += 1;
  }
  hits[place] = before + weight;
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

/** A sparse vector of length 1. */
export type Vector = { places: Int32Array; values: Float32Array };

/** TF-IDF with damped counts; `rarity` has one number a place. */
export function weigh({ places, counts }: Packed, rarity: Float32Array): Vector {
  const all = new Float32Array(places.length);
  for (let at = 0; at < all.length; at += 1)
    all[at] = (1 + Math.log(Math.max(counts[at] ?? 0, 0.5))) * (rarity[places[at] ?? 0] ?? 0);
  const { places: kept, values } =
    places.length > mostFeatures ? heaviestOf(places, all) : { places, values: all };
  let square = 0;
  for (let at = 0; at < values.length; at += 1) square += (values[at] ?? 0) * (values[at] ?? 0);
  const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
  for (let at = 0; at < values.length; at += 1) values[at] = (values[at] ?? 0) * scale;
  return { places: kept, values };
}

/** The heaviest in their own order; of those as heavy as the last, the first. */
function heaviestOf(places: Int32Array, values: Float32Array): Vector {
  const sorted = values.slice().sort();
  const least = sorted[sorted.length - mostFeatures] ?? 0;
  let spare = mostFeatures - sorted.reduce((above, value) => above + (value > least ? 1 : 0), 0);
  const kept = new Int32Array(mostFeatures);
  const keptValues = new Float32Array(mostFeatures);
  for (let at = 0, to = 0; at < places.length && to < mostFeatures; at += 1) {
    const value = values[at] ?? 0;
    if (value < least || (value === least && spare === 0)) continue;
    if (value === least) spare -= 1;
    kept[to] = places[at] ?? 0;
    keptValues[to] = value;
    to += 1;
  }
  return { places: kept, values: keptValues };
}

/** How telling each place is: rare ones more (smoothed inverse document frequency). */
export function rarityOf(documents: readonly Packed[]): Float32Array {
  const seen = new Float32Array(featurePlaces);
  for (const { places } of documents) for (const place of places) seen[place] = (seen[place] ?? 0) + 1;
  const all = documents.length;
  return seen.map((times) => Math.log((1 + all) / (1 + times)) + 1);
}
