/** All facts of a mail, each with its exact words and their place. Pure and linear. */
import { type PreparedMail, prepareMail, type ReadContext } from './context.ts';
import type { Candidate, Fact, MailText } from './fact.ts';
import { FactSource } from './fact-source.ts';
import { readDeadline, readPurchase } from './read-dates.ts';
import { readDevice, readPhones } from './read-device.ts';
import { readErrors } from './read-errors.ts';
import { readMoney } from './read-money.ts';
import { readNumbers } from './read-numbers.ts';
import { readSymptom } from './read-symptom.ts';
import { readVersions } from './read-versions.ts';
import { sameValue, settle } from './settle.ts';

type Reader = (source: FactSource) => Candidate[];

const readers: readonly Reader[] = [
  readDevice,
  readPhones,
  readVersions,
  readErrors,
  readNumbers,
  readPurchase,
  readSymptom,
  readMoney,
  readDeadline,
];

/** Facts of the subject first, then of the body; a value that both say is kept where the body says it. */
export function readFacts(
  text: MailText,
  context: ReadContext,
  prepared: PreparedMail = prepareMail(text, context),
): Fact[] {
  const read = (part: Fact['part']): Fact[] => {
    const reading = prepared[part];
    if (reading === null) return [];
    const made = new FactSource(reading, context.receivedAt, context.profile.device);
    return settle(
      made,
      readers.flatMap((reader) => reader(made)),
      part,
    );
  };
  const body = read('body');
  const subject = read('subject');
  return [...subject.filter((fact) => addsToBody(fact, body)), ...body];
}

/** Subjects repeat the body in short; free words of theirs count only where the body has none. */
function addsToBody(fact: Fact, body: readonly Fact[]): boolean {
  const same = body.filter((other) => other.key === fact.key);
  if (same.some((other) => sameValue(other.value, fact.value))) return false;
  const isFree = fact.key.startsWith('symptom.') || fact.key === 'change.recent' || fact.key === 'deadline';
  return !(isFree && same.length > 0);
}
