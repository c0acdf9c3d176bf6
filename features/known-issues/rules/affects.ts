/** What a known issue says of the tickets it concerns. */

/** How systems are written that are not written as their id. */
const systems: Readonly<Record<string, string>> = { ios: 'iOS', ipados: 'iPadOS' };

/** "android" -> "Android". */
export function systemLabel(name: string): string {
  return systems[name] ?? name.replace(/^./, (first) => first.toUpperCase());
}

/** An empty part says nothing: all of them. */
export type Affects = {
  readonly topics: readonly string[];
  readonly generations: readonly string[];
  /** As `version-ranges.ts` reads it. */
  readonly firmware: string;
  readonly app: string;
  readonly systems: readonly { readonly name: string; readonly versions: string }[];
  /** Ids of the catalogue. */
  readonly errors: readonly string[];
  /** Symptoms in the customers' words; `platform/text/lexicon.ts` explains the forms. */
  readonly words: readonly string[];
};

export const everyTicket: Affects = {
  topics: [],
  generations: [],
  firmware: '',
  app: '',
  systems: [],
  errors: [],
  words: [],
};

export const MOST_WORDS = 40;
export const MOST_WORD_CHARACTERS = 60;
/** Shorter ones stand in nearly every mail. One ideograph says more than one letter. */
const FEWEST_LETTERS = 3;
const FEWEST_IDEOGRAPHS = 2;

/** Why a phrase cannot be looked for, as a sentence; null when it can. */
export function wordsProblem(phrase: string): string | null {
  const letters = phrase.replaceAll(/[^\p{L}\p{N}]/gu, '');
  const ideographs = letters.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0;
  if (phrase.length > MOST_WORD_CHARACTERS)
    return `“${phrase.slice(0, 20)}…” is too long; the shortest telling part is best.`;
  if (!/\p{L}/u.test(letters) || (letters.length < FEWEST_LETTERS && ideographs < FEWEST_IDEOGRAPHS))
    return `“${phrase}” is too short: it would be found in nearly every mail.`;
  // An asterisk means "any ending" or "any beginning", and is nothing in between.
  if (/\S\*+\S/.test(phrase)) return `“${phrase}”: * stands at the beginning or the end.`;
  return null;
}
