/** The gold set: mails of customers with what a careful person reads in them. One mail a line, one file a language. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CLARITIES, LANGUAGES, type Language } from './vocabulary.ts';

const fact = z.strictObject({ key: z.string(), value: z.string().min(1) });
export type Fact = z.infer<typeof fact>;

const step = z.strictObject({ step: z.string(), outcome: z.string() });
export type Step = z.infer<typeof step>;

const line = z.strictObject({
  id: z.string().min(1),
  subject: z.string(),
  body: z.string().min(1),
  /** Quoted history begins after so many characters (UTF-16) of the body. */
  newTextLength: z.int().positive(),
  receivedAt: z.iso.datetime(),
  labels: z.strictObject({
    topic: z.string(),
    department: z.string(),
    priority: z.string(),
    clarity: z.enum(CLARITIES),
    facts: z.array(fact),
    /** Right when found, not missed when not: the other size of an exchange, the ring that works. */
    optionalFacts: z.array(fact).default([]),
    steps: z.array(step),
    /** The same for steps: "a second charger I have not got". */
    optionalSteps: z.array(z.string()).default([]),
  }),
});

export type GoldMail = z.infer<typeof line> & { language: Language };

/** All mails of one language, in the order of the file. */
export function readGoldMails(language: Language): GoldMail[] {
  const path = join(import.meta.dirname, `${language}.ndjson`);
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => ({ ...line.parse(JSON.parse(text)), language }));
}

/** One half of the set by the last number of the ids: odd ones are read while we work, even ones only counted. */
export function isInHalf(mail: { id: string }, half: 'odd' | 'even'): boolean {
  const number = /\d+$/.exec(mail.id)?.[0];
  if (number === undefined) throw new Error(`The id "${mail.id}" ends in no number.`);
  return (Number(number) % 2 === 1) === (half === 'odd');
}

/** The whole set. */
export function readAllGoldMails(): GoldMail[] {
  return LANGUAGES.flatMap(readGoldMails);
}

/** What the customer wrote: subject and new text, without quoted history. */
export function writtenText(mail: GoldMail): string {
  return `${mail.subject}\n${mail.body.slice(0, mail.newTextLength)}`;
}
