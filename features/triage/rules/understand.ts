/** All that is understood of one mail: the one door for `inspect`, `triage` and the desk. */
import {
  type Completeness,
  completenessOf,
  type Fact,
  type KnownError,
  matchErrors,
  prepareMail,
  readFacts,
  readSteps,
  type TriedStep,
} from '#features/intake/index.ts';
import type { Profile } from '#features/workspace/index.ts';
import { makeTitle } from './make-title.ts';
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
};

type Part = Pick<Profile, 'languages' | 'intake' | 'reading' | 'errors' | 'triage'>;

export function understand(books: TriageBooks, profile: Part, mail: MailToRead): Understanding {
  const context = { language: mail.language, receivedAt: mail.receivedAt, profile: profile.reading };
  const text = { subject: mail.subject, body: mail.body };
  const prepared = prepareMail(text, context);
  const facts = readFacts(text, context, prepared);
  const stepsTried = readSteps(text, context, prepared);
  const triage = triageMail(books, { ...text, about: withoutSteps(mail.body, stepsTried) });
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
    completeness: completenessOf(profile.intake[triage.topic] ?? [], facts),
  };
}

/** What was tried tells little of what the mail is about: "paired again" is no matter of pairing. Places stay places. */
function withoutSteps(body: string, steps: readonly TriedStep[]): string {
  let about = body;
  for (const { start, end, part } of steps) {
    if (part === 'body') about = about.slice(0, start) + ' '.repeat(end - start) + about.slice(end);
  }
  return about;
}
