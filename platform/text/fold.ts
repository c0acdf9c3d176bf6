/**
 * Text as it is compared: small letters, no diacritics, one form for full-width and half-width characters, for
 * apostrophes, dashes and blanks. Line ends stay. Every place of the folded text leads back to its place in the source.
 */

export type Folded = {
  readonly source: string;
  readonly text: string;
  /** Place in the source by place in the text, one more than the text is long; null when they are the same. */
  readonly places: Uint32Array | null;
};

const APOSTROPHES = new Set(
  [...'\u2018\u2019\u201b\u02bc\u00b4\u0060\u2032'].map((sign) => sign.charCodeAt(0)),
);
const HYPHENS = new Set([0x2010, 0x2011, 0x2012, 0x2013, 0x2212]);
/** Marks that sit on the character before them; the voicing marks of kana are another letter and are kept. */
const isMark = (unit: number): boolean => unit >= 0x300 && unit <= 0x36f;
const isInvisible = (unit: number): boolean =>
  unit === 0xad ||
  (unit >= 0x200b && unit <= 0x200f) ||
  (unit >= 0x202a && unit <= 0x202e) ||
  (unit >= 0x2060 && unit <= 0x2069) ||
  (unit >= 0xfe00 && unit <= 0xfe0f) ||
  unit === 0xfeff;
const isVoicing = (unit: number): boolean =>
  unit === 0xff9e || unit === 0xff9f || unit === 0x3099 || unit === 0x309a;
/** Letters that do not fall apart into a plain letter and a mark. */
const WHOLE = new Map([
  ['ß', 'ss'],
  ['ẞ', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ı', 'i'],
]);

const remembered = new Map<number, string>();

function foldUnit(unit: number): string {
  if (isMark(unit) || isInvisible(unit)) return '';
  if (APOSTROPHES.has(unit)) return "'";
  if (HYPHENS.has(unit)) return '-';
  if (unit >= 0x660 && unit <= 0x669) return String(unit - 0x660);
  if (unit >= 0x6f0 && unit <= 0x6f9) return String(unit - 0x6f0);
  // Halves of a pair stay what they are; alone they cannot be normalised.
  if (unit >= 0xd800 && unit <= 0xdfff) return String.fromCharCode(unit);
  const sign = String.fromCharCode(unit);
  if (unit === 0xa0 || unit === 0x3000 || (unit >= 0x2000 && unit <= 0x200a) || unit === 0x202f) return ' ';
  const isKana = unit >= 0x3040 && unit <= 0x30ff;
  const small = (isKana ? sign : sign.normalize('NFKC')).toLowerCase();
  const whole = WHOLE.get(small);
  if (whole !== undefined) return whole;
  if (unit >= 0x2e80) return small;
  return small.normalize('NFD').replace(/[\u0300-\u036f]/g, '');
}

function foldedOf(unit: number): string {
  const known = remembered.get(unit);
  if (known !== undefined) return known;
  const folded = foldUnit(unit);
  remembered.set(unit, folded);
  return folded;
}

/** Folds a text. Linear; keeps places only when folding changes the length of something. */
export function fold(source: string): Folded {
  const quick = foldQuickly(source);
  if (quick !== null) return { source, text: quick, places: null };
  const parts: string[] = [];
  const places = new Uint32Array(source.length * 3 + 1);
  let length = 0;
  for (let at = 0; at < source.length; at += 1) {
    const unit = source.charCodeAt(at);
    const before = parts.at(-1);
    if (isVoicing(unit) && before !== undefined) {
      parts[parts.length - 1] = `${before}${unit === 0xff9e || unit === 0x3099 ? '\u3099' : '\u309a'}`
        .normalize('NFC')
        .slice(0, before.length);
      continue;
    }
    const folded = foldedOf(unit).slice(0, 3);
    if (folded === '') continue;
    parts.push(folded);
    for (let n = 0; n < folded.length; n += 1) places[length + n] = at;
    length += folded.length;
  }
  places[length] = source.length;
  return { source, text: parts.join(''), places: places.subarray(0, length + 1) };
}

/** The folded text when no character changes its length, which is nearly always; else null. */
function foldQuickly(source: string): string | null {
  const small = source.toLowerCase();
  if (small.length !== source.length) return null;
  let text = '';
  let kept = 0;
  for (let at = 0; at < small.length; at += 1) {
    const unit = small.charCodeAt(at);
    if (unit < 0x80 && unit !== 0x60) continue;
    if (isVoicing(unit)) return null;
    const folded = foldedOf(unit);
    if (folded.length !== 1) return null;
    if (folded.charCodeAt(0) === unit) continue;
    text += small.slice(kept, at) + folded;
    kept = at + 1;
  }
  return kept === 0 ? small : text + small.slice(kept);
}

/** Where a place of the folded text is in the source. */
export function placeInSource(folded: Folded, at: number): number {
  return folded.places === null ? at : (folded.places[at] ?? folded.source.length);
}

/** The words of the source that a span of the folded text stands for. */
export function quoteOf(
  folded: Folded,
  start: number,
  end: number,
): { quote: string; start: number; end: number } {
  const from = placeInSource(folded, start);
  const to = Math.max(from, placeInSource(folded, end));
  return { quote: folded.source.slice(from, to), start: from, end: to };
}
