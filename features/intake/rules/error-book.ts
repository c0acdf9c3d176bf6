/** The catalogue of known errors made ready for searching: once for each catalogue. */
import type { ErrorEntry, ErrorsFile } from '#features/workspace/index.ts';
import { type ApproximateBook, approximateBook, skeletonOf } from '#platform/text/approximate.ts';
import { fold } from '#platform/text/fold.ts';
import { type Lexicon, lexicon } from '#platform/text/lexicon.ts';

/** Words of a dialog, or the name of a code in a log. */
export type ErrorPhrase = {
  readonly entry: ErrorEntry;
  readonly phrase: string;
  readonly isName: boolean;
  /** Said in words of one's own, so it counts wherever it stands. */
  readonly isSpoken: boolean;
};

export type ErrorBook = {
  readonly catalogue: ErrorsFile;
  readonly phrases: ApproximateBook<ErrorPhrase>;
  /** By number as decimal digits. */
  readonly numbers: ReadonlyMap<string, readonly ErrorEntry[]>;
  /** Names too short for approximate search, such as "FW-1107", by their letters. */
  readonly shortNames: ReadonlyMap<string, readonly ErrorEntry[]>;
  readonly platforms: Lexicon<string>;
  readonly operations: Lexicon<string>;
};

/** Letters below which a name must stand as it is. */
const SHORT_NAME = 9;

const books = new WeakMap<ErrorsFile, ErrorBook>();

export function errorBook(catalogue: ErrorsFile): ErrorBook {
  const known = books.get(catalogue);
  if (known !== undefined) return known;
  const phrases: [string, ErrorPhrase][] = [];
  const numbers = new Map<string, ErrorEntry[]>();
  const shortNames = new Map<string, ErrorEntry[]>();
  for (const entry of catalogue.errors) {
    const isSpoken = catalogue.platforms[entry.platform]?.spoken === true;
    for (const phrase of new Set(Object.values(entry.texts).flat()))
      phrases.push([phrase, { entry, phrase, isName: false, isSpoken }]);
    for (const code of entry.codes) {
      const number = numberOf(code);
      const letters = lettersOf(code);
      if (number !== null) addTo(numbers, number, entry);
      else if (letters.length < SHORT_NAME) addTo(shortNames, letters, entry);
      else phrases.push([code, { entry, phrase: code, isName: true, isSpoken: false }]);
    }
  }
  const made: ErrorBook = {
    catalogue,
    phrases: approximateBook(phrases),
    ...{ numbers, shortNames },
    platforms: contextOf(catalogue.platforms),
    operations: contextOf(catalogue.operations),
  };
  books.set(catalogue, made);
  return made;
}

/** "133", "0x85" and "0X085" are one number; null for what is none. */
export function numberOf(written: string): string | null {
  return /^(?:-?\d{1,5}|0x[0-9a-f]{1,4})$/i.test(written) ? String(Number(written)) : null;
}

/** Letters and digits as they are compared: "FW-1107" and "FW 11O7" are one name. */
export function lettersOf(code: string): string {
  return skeletonOf(fold(code).text).letters;
}

function addTo(map: Map<string, ErrorEntry[]>, key: string, entry: ErrorEntry): void {
  const same = map.get(key);
  if (same === undefined) map.set(key, [entry]);
  else if (!same.includes(entry)) same.push(entry);
}

/** One word may speak for several contexts, so the id is the value and every form has its own entry. */
function contextOf(contexts: ErrorsFile['platforms'] | ErrorsFile['operations']): Lexicon<string> {
  return lexicon(
    Object.entries(contexts).flatMap(([id, { words }]) => words.map((word) => [word, id] as const)),
    true,
  );
}
