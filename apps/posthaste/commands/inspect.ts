import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
// Straight from the rules: the door of the feature brings the database with it.
import { seedExamples, type TriageBooks, triageBooks } from '#features/triage/rules/triage-mail.ts';
import { type Understanding, understand } from '#features/triage/rules/understand.ts';
import { trainedModel } from '#features/triage/trained-model.ts';
import type { Profile } from '#features/workspace/index.ts';
import { loadProfile } from '#features/workspace/profile/load-profile.ts';
import { emptyMail } from '#mail/empty-mail.ts';
import { parseMail } from '#mail/parse-mail.ts';
import type { MailWarning, ParsedMail } from '#mail/parsed-mail.ts';
import { baseSubject, proposedTicketNumbers } from '#mail/thread-subject.ts';
import { systemClock } from '#platform/clock.ts';
import { type Command, UsageError } from '../command.ts';
import { profileFolder } from '../lifecycle/profile-folder.ts';
import { describeAuth } from './inspect-auth.ts';

/** Larger files are refused: no mail server takes a mail of this size. */
const LARGEST_FILE_BYTES = 256 * 1024 * 1024;

export type InspectOptions = {
  /** Servers whose word about the sender is believed. */
  trusted?: readonly string[];
  /** What the words of a mail tell; null for what nobody wrote. Without it these keys stay empty. */
  understood?: (mail: ParsedMail) => Understanding | null;
};

/**
 * `posthaste inspect FILE...`: what would happen with each mail, one JSON object per file and line, in order.
 * Needs no server and no database and writes nothing; of what servers on the way say about the sender it believes
 * `trusted`. A file that cannot be read gives the same keys, empty, with `ok: false` and the reason in `warnings`; the
 * others go on. Returns the exit code: 0, or 1 when any file failed.
 */
export async function inspect(
  files: string[],
  write: (line: string) => void,
  { trusted = [], understood = () => null }: InspectOptions = {},
): Promise<0 | 1> {
  let code: 0 | 1 = 0;
  for (const file of files) {
    try {
      const mail = await readMail(file);
      write(JSON.stringify(describe(file, true, mail, { trusted, understood })));
    } catch (error) {
      code = 1;
      const warnings = [{ code: 'file-unreadable', note: sentenceFor(error) }];
      write(JSON.stringify(describe(file, false, { ...emptyMail(), warnings }, { trusted })));
    }
  }
  return code;
}

async function readMail(file: string): Promise<ParsedMail> {
  const { size } = await stat(file);
  if (size > LARGEST_FILE_BYTES)
    throw new Error(`The file is larger than ${LARGEST_FILE_BYTES / 1024 / 1024} MiB.`);
  const bytes = await readFile(file);
  const ending = extname(file).toLowerCase();
  if (ending === '.txt') return bareBody('text/plain', bytes);
  if (ending === '.html' || ending === '.htm') return bareBody('text/html', bytes);
  return parseMail(bytes);
}

/** A body without a header is read as the body of a mail is, within the same limits; that it names no sender is no fault. */
async function bareBody(type: string, bytes: Buffer): Promise<ParsedMail> {
  const mail = await parseMail(Buffer.concat([Buffer.from(`Content-Type: ${type}\n\n`), bytes]));
  return { ...mail, warnings: mail.warnings.filter(({ code }) => code !== 'no-from') };
}

/** The line of one mail. Keys of what was not understood stay present and empty. */
function describe(
  file: string,
  ok: boolean,
  mail: ParsedMail,
  { trusted = [], understood = () => null }: InspectOptions,
): Record<string, unknown> {
  const told = understood(mail);
  const title = told?.title ?? baseSubject(mail.subject);
  return {
    file,
    ok,
    subject: mail.subject,
    title,
    from: mail.from ?? { name: '', address: '' },
    to: mail.to,
    cc: mail.cc,
    messageId: mail.messageId,
    inReplyTo: mail.inReplyTo,
    references: mail.references,
    date: mail.date,
    language: mail.language ?? mail.declaredLanguage,
    text: mail.text,
    html: mail.html,
    visibleText: mail.visibleText,
    signature: mail.signature,
    quotedText: mail.quotedText,
    attachments: mail.attachments.map(({ filename, contentType, size, inline, sha256 }) => ({
      filename,
      contentType,
      size,
      inline,
      sha256,
    })),
    autoSubmitted: mail.autoSubmitted,
    bounce:
      mail.bounce === null
        ? null
        : {
            failedRecipient: mail.bounce.failedRecipient,
            status: mail.bounce.status,
            kind: mail.bounce.kind,
          },
    auth: describeAuth(mail, trusted),
    threading: { references: threadIds(mail), subjectNumbers: proposedTicketNumbers(mail.subject) },
    triage: {
      topic: told?.topic ?? null,
      department: told?.department ?? null,
      priority: told?.priority ?? null,
      confidence: told?.confidence ?? null,
      reasons: told?.reasons ?? [],
    },
    facts: (told?.facts ?? []).map(({ key, value, quote, confidence }) => ({
      key,
      value,
      quote,
      confidence,
    })),
    stepsTried: (told?.stepsTried ?? []).map(({ step, outcome, quote }) => ({ step, outcome, quote })),
    knownErrors: (told?.knownErrors ?? []).map(({ id, meaning, quote, confidence, reason }) => ({
      id,
      meaning,
      quote,
      confidence,
      reason,
    })),
    completeness: told ? completenessLine(told) : { score: null, missing: [] },
    warnings: [...mail.warnings, ...unansweredNote(mail)],
  };
}

/** Completeness as programs read it: what is missing by its key, the most important first. */
export function completenessLine({ completeness: { score, missing } }: Pick<Understanding, 'completeness'>): {
  score: number;
  missing: string[];
} {
  return { score, missing: missing.map(({ key }) => key) };
}

/** Why no automatic mail would answer, where it is so: `autoSubmitted` alone does not tell of lists and bulk. */
function unansweredNote(mail: ParsedMail): MailWarning[] {
  if (!mail.noAutoReply) return [];
  const why = mail.automationReason ?? 'automatic';
  return [{ code: 'no-auto-reply', note: `No automatic mail would answer this (${why}).` }];
}

/** Ids that would be looked up among the stored messages, the nearest first. */
function threadIds(mail: ParsedMail): string[] {
  const ids = mail.inReplyTo === null ? [] : [mail.inReplyTo];
  for (const id of mail.references.toReversed()) if (!ids.includes(id)) ids.push(id);
  return ids;
}

function sentenceFor(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return 'There is no such file.';
  if (code === 'EACCES' || code === 'EPERM') return 'This file may not be read.';
  if (code === 'EISDIR') return 'This is a folder, not a file.';
  return error instanceof Error ? error.message : 'The file could not be read.';
}

function understandMail(books: TriageBooks, profile: Profile, mail: ParsedMail): Understanding {
  return understand(books, profile, {
    subject: baseSubject(mail.subject),
    body: mail.visibleText,
    language: mail.language ?? mail.declaredLanguage,
    receivedAt: mail.date ?? systemClock.now().toISOString(),
  });
}

export const command: Command = {
  name: 'inspect',
  summary: 'Tell what would happen with a mail, without a desk: one JSON object a line.',
  words: 'FILE...',
  details: 'Nothing is written. A .txt or .html file is taken as the bare body of a mail.',
  json: true,
  settings: ['brandProfile'],
  flags: [
    {
      name: 'trust',
      value: 'LIST',
      summary:
        'Names of servers whose Authentication-Results on top of a mail is believed, parted by commas.',
    },
  ],
  async run(input) {
    if (input.args.length === 0)
      throw new UsageError('Say which mails to look at: posthaste inspect FILE...');
    const names = (input.flag('trust') ?? '').split(',').map((name) => name.trim().toLowerCase());
    const profile = await loadProfile(profileFolder(input.config().brandProfile));
    const books = triageBooks(profile, trainedModel(seedExamples(profile), { keep: false }).model);
    return inspect([...input.args], input.print, {
      trusted: names.filter(Boolean),
      understood: (mail) => (mail.bounce === null ? understandMail(books, profile, mail) : null),
    });
  },
};
