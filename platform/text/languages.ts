/** The languages that are read, and which of them a text is in when nobody said. */
import { CHARACTER, classAt } from './characters.ts';
import type { Folded } from './fold.ts';
import type { Language } from './language.ts';
import { german } from './languages/de.ts';
import { english } from './languages/en.ts';
import { spanish } from './languages/es.ts';
import { finnish } from './languages/fi.ts';
import { french } from './languages/fr.ts';
import { japanese } from './languages/ja.ts';
import { findAll, type Lexicon, lexicon } from './lexicon.ts';

export const languages: readonly Language[] = [english, german, french, finnish, spanish, japanese];

/** The start of a text is enough to tell its language. */
const READ_FOR_LANGUAGE = 2_000;

let common: Lexicon<Language> | null = null;

/** The language of a tag such as "de" or "de-AT"; null when it is not one that is read. */
export function languageOf(tag: string): Language | null {
  const short = tag.toLowerCase().split('-', 1)[0];
  return languages.find((language) => language.tag === short) ?? null;
}

/** The language whose small words are most frequent; English when nothing tells. A stopgap for a text without a known language. */
export function guessLanguage({ text }: Folded): Language {
  const to = Math.min(text.length, READ_FOR_LANGUAGE);
  let ideographs = 0;
  for (let at = 0; at < to; at += 1) if (classAt(text, at) === CHARACTER.ideograph) ideographs += 1;
  if (ideographs * 5 > to) return japanese;
  common ??= lexicon(
    languages
      .filter((language) => !language.unspaced)
      .flatMap((language) => language.common.map((word) => [word, language] as const)),
  );
  const counts = new Map<Language, number>();
  for (const { value } of findAll(common, text, 0, to)) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: Language = english;
  for (const [language, count] of counts) if (count > (counts.get(best) ?? 0)) best = language;
  return best;
}
