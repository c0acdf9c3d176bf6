/** What readers need to know besides the text. */
import type { ReadingFiles } from '#features/workspace/index.ts';
import { prepareReading, type Reading } from '#platform/text/claims.ts';
import { fold } from '#platform/text/fold.ts';
import type { Language } from '#platform/text/language.ts';
import { guessLanguage, languageOf } from '#platform/text/languages.ts';
import type { MailText } from './fact.ts';

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
function languageFor(context: ReadContext, text: string): Language {
  const told = context.language === null ? null : languageOf(context.language);
  return told ?? guessLanguage(fold(text.slice(0, 2_000)));
}

/** A mail folded and divided, for all that is read from it; a part without a letter has nothing to read. */
export type PreparedMail = {
  readonly language: Language;
  readonly subject: Reading | null;
  readonly body: Reading | null;
};

/** Made once a mail: facts and steps are read from the same. Linear. */
export function prepareMail(text: MailText, context: ReadContext): PreparedMail {
  const language = languageFor(context, `${text.subject}\n${text.body}`);
  const read = (source: string): Reading | null =>
    source.trim() === '' ? null : prepareReading(source.slice(0, READ_CHARACTERS), language);
  return { language, subject: read(text.subject), body: read(text.body) };
}
