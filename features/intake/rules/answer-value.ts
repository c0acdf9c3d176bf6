/** What an answer to the question for one fact says, as readers would give it. Pure. */
import { fold } from '#platform/text/fold.ts';
import { noAnswers } from '../words/no-answer.ts';
import type { ReadContext } from './context.ts';
import type { FactKey } from './fact.ts';
import { readFacts } from './read-facts.ts';
import { isKnown, sameValue } from './settle.ts';

/** Whatever people write there is the answer: how they say it tells more than any form we could give it. */
const asWritten: ReadonlySet<FactKey> = new Set<FactKey>([
  'symptom.since',
  'symptom.frequency',
  'change.recent',
  'deadline',
  'error.text',
]);
const versions: ReadonlySet<FactKey> = new Set<FactKey>(['firmware.version', 'app.version', 'os.version']);
const numbers: ReadonlySet<FactKey> = new Set<FactKey>([
  'device.serial',
  'order.number',
  'claim.number',
  'error.code',
]);
/** "Bought" before a date makes a purchase of it, in every language that is read. */
const buying: Readonly<Record<string, string>> = {
  en: 'bought on',
  de: 'gekauft am',
  fr: 'acheté le',
  fi: 'ostettu',
  es: 'comprado el',
  ja: '購入日：',
};
/** Rings are made from 4 to 15; other makers go a little further. */
const sizes = { from: 2, to: 22 } as const;
const mostNumber = 60;

/**
 * Null for an answer that says nothing ("no idea"), or nothing of the kind that was asked for: it is still read as text
 * by whoever opens the message.
 */
export function valueOfAnswer(key: FactKey, written: string, context: ReadContext): string | null {
  const text = written.trim();
  if (saysNothing(text)) return null;
  if (asWritten.has(key)) return text;
  if (versions.has(key)) return versionIn(text) ?? readValue(key, text, context);
  if (key === 'device.size') return sizeIn(text) ?? readValue(key, text, context);
  if (key === 'purchase.date')
    return readValue(key, `${buying[context.language ?? 'en'] ?? buying.en} ${text}`, context);
  return readValue(key, text, context) ?? byShape(key, text, context);
}

/** "No idea", "-", "?": the question was read, and there is no answer. */
export function saysNothing(text: string): boolean {
  const letters = fold(text).text.replaceAll(/[^\p{L}\p{N}]+/gu, '');
  return letters === '' || noAnswers.has(letters);
}

function readValue(key: FactKey, text: string, context: ReadContext): string | null {
  const read = readFacts({ subject: '', body: text }, context);
  return read.find((fact) => fact.key === key && isKnown(fact))?.value ?? null;
}

function byShape(key: FactKey, text: string, { profile }: ReadContext): string | null {
  const hasDigit = /\p{Nd}/u.test(text);
  const hasLetter = /\p{L}/u.test(text);
  if (key === 'device.generation') return generationIn(text, profile.device.generations);
  if (key === 'os.name')
    return profile.device.systems.find(({ name }) => sameValue(name, text))?.name ?? null;
  if (numbers.has(key)) return hasDigit && text.length <= mostNumber ? text : null;
  if (key === 'money.amount') return hasDigit ? text : null;
  if (key === 'device.color') return hasLetter && !hasDigit ? text.toLowerCase() : null;
  return hasLetter ? text : null;
}

/** "gen3", "Ring Gen3", "3", "the 3": one model, by its id, its name, or the only number that is there. */
function generationIn(text: string, all: readonly { id: string; name: string }[]): string | null {
  const named = all.find(({ id, name }) => sameValue(id, text) || sameValue(name, text));
  if (named) return named.id;
  const digits = fold(text.slice(0, mostNumber)).text.match(/\d+/g) ?? [];
  return digits.length === 1 ? (all.find(({ id }) => id.endsWith(digits[0]))?.id ?? null) : null;
}

/** The only version that is there: "iOS 18.2", "v2.10.4". */
function versionIn(text: string): string | null {
  const found = fold(text.slice(0, 300)).text.match(/\d+(?:\.\d+)*/g) ?? [];
  const [only] = found;
  return found.length === 1 && only !== undefined && /^\d{1,5}(?:\.\d{1,7}){0,5}$/.test(only) ? only : null;
}

function sizeIn(text: string): string | null {
  const found = fold(text.slice(0, mostNumber)).text.match(/\d+(?:[.,]5)?/g) ?? [];
  const size = Number(found[0]?.replace(',', '.'));
  return found.length === 1 && size >= sizes.from && size <= sizes.to ? (found[0] ?? null) : null;
}
