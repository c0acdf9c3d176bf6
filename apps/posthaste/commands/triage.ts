import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';
// Straight from the rules: the door of the feature brings the database with it.
import { seedExamples, type TriageBooks, triageBooks } from '#features/triage/rules/triage-mail.ts';
import { understand } from '#features/triage/rules/understand.ts';
import { trainedModel } from '#features/triage/trained-model.ts';
import type { Profile } from '#features/workspace/index.ts';
import { loadProfile } from '#features/workspace/profile/load-profile.ts';
import { detectLanguage } from '#mail/language.ts';
import { foldText } from '#mail/quotes.ts';
import { baseSubject } from '#mail/thread-subject.ts';
import { systemClock } from '#platform/clock.ts';
import type { Command } from '../command.ts';
import { profileFolder } from '../lifecycle/profile-folder.ts';
import { completenessLine } from './inspect.ts';

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  subject: z.string().default(''),
  body: z.string().default(''),
  /** From when "tomorrow" counts; without it from now. */
  receivedAt: z.iso.datetime({ offset: true }).optional(),
});

type Line = z.infer<typeof lineSchema>;

/** What is understood of one mail. `body` is its whole text; quoted history and signature are left out here. */
export function understandLine(books: TriageBooks, profile: Profile, line: Line): Record<string, unknown> {
  const subject = baseSubject(line.subject);
  const body = foldText(line.body, line.subject).visibleText;
  const understood = understand(books, profile, {
    ...{ subject, body },
    language: detectLanguage(`${subject}\n${body}`),
    receivedAt: line.receivedAt ?? systemClock.now().toISOString(),
  });
  const { topic, department, priority, language, confidence } = understood;
  return {
    ...{ topic, department, priority, language, confidence },
    facts: understood.facts.map(({ key, value, quote, confidence }) => ({ key, value, quote, confidence })),
    stepsTried: understood.stepsTried.map(({ step, outcome, quote }) => ({ step, outcome, quote })),
    knownErrors: understood.knownErrors.map(({ id, meaning, confidence }) => ({ id, meaning, confidence })),
    title: understood.title,
    clarity: understood.clarity,
    completeness: completenessLine(understood),
    unsure: understood.unsure,
    reasons: understood.reasons,
  };
}

/** Reads mails line by line; a line that is no mail is answered with its `error`. Returns the exit code. */
export async function triageLines(
  input: Readable,
  write: (line: string) => void,
  read: (line: Line) => Record<string, unknown>,
): Promise<0 | 1> {
  let code: 0 | 1 = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const mail = readLine(line);
    if (typeof mail === 'string') {
      code = 1;
      write(JSON.stringify({ id: null, error: mail }));
    } else write(JSON.stringify({ id: mail.id, ...read(mail) }));
  }
  return code;
}

/** The mail of a line, or what is wrong with it. */
function readLine(line: string): Line | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'This line is not JSON.';
  }
  const checked = lineSchema.safeParse(value);
  return checked.success ? checked.data : 'A mail has an id, a subject and a body.';
}

export const command: Command = {
  name: 'triage',
  summary:
    'Tell what mails are about: NDJSON of {id, subject, body} on standard input, one JSON object a line.',
  details:
    'Nothing of the mails is written; no server and no database are needed. The words come from the brand profile; the model trained from its examples is kept in dist/ for the next run.',
  settings: ['brandProfile'],
  json: true,
  async run(input) {
    const profile = await loadProfile(profileFolder(input.config().brandProfile));
    const books = triageBooks(profile, trainedModel(seedExamples(profile), { keep: true }).model);
    return triageLines(process.stdin, input.print, (line) => understandLine(books, profile, line));
  },
};
