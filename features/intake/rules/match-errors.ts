/**
 * The known errors that a customer tells of: by code, where the same number means another thing on another platform or
 * in another operation, and by the words of a dialog, also when a machine read them off a picture with some letters
 * wrong. Pure and linear.
 */
import type { ErrorEntry, ErrorsFile } from '#features/workspace/index.ts';
import { type Folded, fold, quoteOf } from '#platform/text/fold.ts';
import { READ_CHARACTERS } from './context.ts';
import { errorBook } from './error-book.ts';
import type { Fact, MailText } from './fact.ts';
import { matchErrorNumbers, phoneOf } from './match-error-numbers.ts';
import { matchErrorTexts } from './match-error-texts.ts';

export type KnownError = {
  /** Of the catalogue's entry. */
  readonly id: string;
  readonly meaning: string;
  /** 0 to 1; below 0.5 it is one of several that it could be. */
  readonly confidence: number;
  /** Why, for the people who wonder. */
  readonly reason: string;
  /** Exactly what stands there: `text.slice(start, end)` of the part. */
  readonly quote: string;
  readonly start: number;
  readonly end: number;
  readonly part: 'subject' | 'body';
};

/** What a finder hands on: places are those of the folded text. */
export type ErrorCandidate = {
  readonly entry: ErrorEntry;
  readonly confidence: number;
  readonly reason: string;
  readonly start: number;
  readonly end: number;
};

/** More errors than this nobody has in one mail; a log is full of the same ones. */
const MOST_ERRORS = 10;
/** Two ways of telling the same error never make it certain. */
const MOST_SURE = 0.98;

/** The known errors of a mail, the surest first. `facts` are those read from the same text. */
export function matchErrors(catalogue: ErrorsFile, text: MailText, facts: readonly Fact[]): KnownError[] {
  const book = errorBook(catalogue);
  const found = new Map<string, KnownError>();
  const named = facts.find((fact) => fact.key === 'os.name')?.value;
  const phone = phoneOf(book, [named ?? '', text.subject, text.body]);
  for (const part of ['body', 'subject'] as const) {
    const folded = fold(text[part].slice(0, READ_CHARACTERS));
    const own = facts.filter((fact) => fact.part === part);
    const candidates = [
      ...matchErrorTexts(book, folded, own),
      ...matchErrorNumbers(book, folded.text, phone),
    ];
    for (const candidate of candidates) {
      const { id } = candidate.entry;
      const told = found.get(id);
      found.set(id, told === undefined ? tell(candidate, folded, part) : together(told, candidate));
    }
  }
  return [...found.values()]
    .sort((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1))
    .slice(0, MOST_ERRORS);
}

function tell(candidate: ErrorCandidate, folded: Folded, part: KnownError['part']): KnownError {
  const { entry, confidence, reason, start, end } = candidate;
  const place = quoteOf(folded, start, end);
  return { id: entry.id, meaning: entry.meaning, confidence: rounded(confidence), reason, ...place, part };
}

/** Told by its code and by its words; the same thing said twice adds nothing. */
function together(told: KnownError, { confidence, reason }: ErrorCandidate): KnownError {
  if (told.reason.includes(reason)) return told;
  const both = Math.min(MOST_SURE, 1 - (1 - told.confidence) * (1 - confidence));
  const isNew = told.reason.split('; ').length < 3;
  return {
    ...told,
    confidence: rounded(Math.max(told.confidence, both)),
    reason: isNew ? `${told.reason}; ${reason}` : told.reason,
  };
}

function rounded(confidence: number): number {
  return Math.round(confidence * 100) / 100;
}
