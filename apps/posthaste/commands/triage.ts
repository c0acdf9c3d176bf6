import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { type TriageBooks, triageBooks, triageMail } from '#features/triage/index.ts';
import { loadProfile } from '#features/workspace/profile/load-profile.ts';
import { detectLanguage } from '#mail/language.ts';
import { foldText } from '#mail/quotes.ts';
import { baseSubject } from '#mail/thread-subject.ts';
import type { Command } from '../command.ts';
import { profileFolder } from '../lifecycle/profile-folder.ts';

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  subject: z.string().default(''),
  body: z.string().default(''),
});

/** What is understood of one mail. `body` is its whole text; quoted history and signature are left out here. */
export function understandLine(
  books: TriageBooks,
  fallbackLanguage: string,
  mail: { subject: string; body: string },
): Record<string, unknown> {
  const subject = baseSubject(mail.subject);
  const body = foldText(mail.body, mail.subject).visibleText;
  const triage = triageMail(books, { subject, body });
  return {
    topic: triage.topic,
    department: triage.department,
    priority: triage.priority,
    language: detectLanguage(`${subject}\n${body}`) ?? fallbackLanguage,
    confidence: triage.confidence,
    facts: [],
    stepsTried: [],
    clarity: triage.clarity,
    unsure: triage.unsure,
    reasons: triage.reasons,
  };
}

/** Reads mails line by line; a line that is no mail is answered with its `error`. Returns the exit code. */
export async function triageLines(
  input: Readable,
  write: (line: string) => void,
  understand: (mail: { subject: string; body: string }) => Record<string, unknown>,
): Promise<0 | 1> {
  let code: 0 | 1 = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const mail = readLine(line);
    if (typeof mail === 'string') {
      code = 1;
      write(JSON.stringify({ id: null, error: mail }));
    } else write(JSON.stringify({ id: mail.id, ...understand(mail) }));
  }
  return code;
}

/** The mail of a line, or what is wrong with it. */
function readLine(line: string): z.infer<typeof lineSchema> | string {
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
  details: 'Nothing is written; no server and no database are needed. The words come from the brand profile.',
  settings: ['brandProfile'],
  json: true,
  async run(input) {
    const profile = await loadProfile(profileFolder(input.config().brandProfile));
    const books = triageBooks(profile);
    return triageLines(process.stdin, input.print, (mail) =>
      understandLine(books, profile.languages.default, mail),
    );
  },
};
