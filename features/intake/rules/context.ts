/** What readers need to know besides the text. */
import type { ReadingFiles } from '#features/workspace/index.ts';
import { fold } from '#platform/text/fold.ts';
import type { Language } from '#platform/text/language.ts';
import { guessLanguage, languageOf } from '#platform/text/languages.ts';

export type ReadContext = {
  /** Language tag of the mail; null when nobody knows it. */
  readonly language: string | null;
  /** ISO date or date and time of the mail: "two weeks ago" counts from it. */
  readonly receivedAt: string;
  /** The brand's words: `profile.reading`. */
  readonly profile: ReadingFiles;
};

/** More of a text is not read: no customer describes a fault in more words, and all work is bounded by it. */
export const READ_CHARACTERS = 60_000;

/** The language to read in; guessed from the text when the tag is missing or not one that is read. */
export function languageFor(context: ReadContext, text: string): Language {
  const told = context.language === null ? null : languageOf(context.language);
  return told ?? guessLanguage(fold(text.slice(0, 2_000)));
}
