/** What of a message is searchable, and under which weight: A subject, B sender, C recipients, D body and file names. */
import { ticketLimits } from '../limits.ts';

export type SearchWords = { subject: string; from: string; to: string; body: string };

type Address = { name: string; address: string };

/** The four texts of one message's search document, each within the cap. */
export function searchWords(message: {
  subject: string;
  from: Address;
  to: readonly Address[];
  text: string;
  filenames: readonly string[];
}): SearchWords {
  return {
    subject: searchable(message.subject),
    from: searchable(addressWords(message.from)),
    to: searchable(message.to.map(addressWords).join(' ')),
    body: searchable(`${message.filenames.map(fileWords).join(' ')} ${message.text}`),
  };
}

/** Whole address, both halves, and every part of the domain: `from:example.com` and `from:anna` find it. */
function addressWords({ name, address }: Address): string {
  const at = address.lastIndexOf('@');
  return at < 0
    ? `${name} ${address}`
    : `${name} ${address} ${address.slice(0, at)} ${address.slice(at + 1)}`;
}

/** A file name as a whole and in its parts: `invoice` finds `Invoice_2026-03.pdf`. */
function fileWords(name: string): string {
  return `${name} ${name.replace(/[._-]+/g, ' ')}`;
}

/** Within the cap, with pairs of letters for scripts that set no spaces. */
export function searchable(text: string): string {
  const capped = text.slice(0, ticketLimits.searchCharacters / 2);
  const pairs = letterPairs(capped);
  return pairs === '' ? capped : `${capped} ${pairs}`.slice(0, ticketLimits.searchCharacters);
}

/** Runs of Han, Hiragana, Katakana and Thai: written without spaces between words. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}ー]{2,}/gu;

/** Every two neighbouring letters of unspaced scripts, so that a word inside a sentence is found: 指輪が -> 指輪 輪が. */
export function letterPairs(text: string): string {
  const pairs: string[] = [];
  for (const [run] of text.matchAll(unspaced)) {
    const letters = [...run];
    for (let i = 0; i + 1 < letters.length; i += 1) pairs.push(`${letters[i]}${letters[i + 1]}`);
  }
  return pairs.join(' ');
}
