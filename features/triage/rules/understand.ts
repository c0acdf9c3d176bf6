/** All that is understood of one mail: the one door for `inspect`, `triage` and the desk. */
import {
  type AskedQuestion,
  type Completeness,
  completenessOf,
  type Fact,
  type FormLine,
  intakeFor,
  type KnownError,
  matchErrors,
  prepareMail,
  readFacts,
  readSteps,
  type TriedStep,
  withAnswers,
  withFormFacts,
  withoutFormLabels,
} from '#features/intake/index.ts';
import type { Profile } from '#features/workspace/index.ts';
import { findWishes, type WishTold } from './find-wishes.ts';
import { makeTitle } from './make-title.ts';
import { judgeTone, type ToneVerdict } from './tone.ts';
import { type Triage, type TriageBooks, triageMail } from './triage-mail.ts';

export type MailToRead = {
  /** Without reply marks. */
  subject: string;
  /** What the sender newly wrote, without quoted history and signature. */
  body: string;
  /** Language tag, or null when it cannot be told. */
  language: string | null;
  /** ISO date and time from which "tomorrow" counts. */
  receivedAt: string;
  /** What the fields of a contact form held; their lines stand at the end of the body. */
  form?: { topic: string | null; facts: readonly FormLine[] } | null;
  /** What the customer had been asked before they wrote it: short answers mean something then. */
  asked?: readonly AskedQuestion[];
};

export type Understanding = Triage & {
  /** The language the mail is answered in. */
  language: string;
  title: string;
  facts: readonly Fact[];
  stepsTried: readonly TriedStep[];
  /** Errors of the brand's catalogue that the mail tells of, the surest first. */
  knownErrors: readonly KnownError[];
  completeness: Completeness;
  /** How it sounds; moves nothing. */
  tone: ToneVerdict;
  wishes: readonly WishTold[];
};

type Part = Pick<Profile, 'languages' | 'intake' | 'reading' | 'errors' | 'triage'>;

export function understand(books: TriageBooks, profile: Part, mail: MailToRead): Understanding {
  const context = { language: mail.language, receivedAt: mail.receivedAt, profile: profile.reading };
  const text = { subject: mail.subject, body: mail.body };
  const lines = mail.form?.facts ?? [];
  const prepared = prepareMail(text, context);
  const told = withAnswers(readFacts(text, context, prepared), mail.body, mail.asked ?? [], context);
  const facts = withFormFacts(mail.body, lines, told);
  const stepsTried = readSteps(text, context, prepared);
  const body = withoutFormLabels(mail.body, lines);
  const triage = triageMail(books, {
    subject: mail.subject,
    body,
    about: withoutSteps(body, stepsTried),
    chosen: mail.form?.topic ?? null,
  });
  const language = mail.language ?? profile.languages.default;
  const words = profile.triage.words[language] ?? profile.triage.words[profile.languages.default];
  return {
    ...triage,
    language,
    title: words
      ? makeTitle(mail.subject, {
          ...triage,
          facts,
          words: words.titles,
          devices: profile.reading.device.generations,
        })
      : mail.subject,
    facts,
    stepsTried,
    knownErrors: matchErrors(profile.errors, text, facts),
    completeness: completenessOf(intakeFor(profile.intake, triage.topic, facts), facts),
    tone: toneOf(mail),
    wishes: findWishes(mail.body, mail.language),
  };
}

/** Anger stands in the text; a subject in capital letters alone is judged as a subject. */
function toneOf({ subject, body, language }: MailToRead): ToneVerdict {
  return judgeTone(body.trim() === '' ? subject : body, language);
}

/** What was tried tells little of what the mail is about: "paired again" is no matter of pairing. Places stay places. */
function withoutSteps(body: string, steps: readonly TriedStep[]): string {
  let about = body;
  for (const { start, end, part } of steps) {
    if (part === 'body') about = about.slice(0, start) + ' '.repeat(end - start) + about.slice(end);
  }
  return about;
}
