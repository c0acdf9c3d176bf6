/** The words by which mail is weighed: subject, visible text, domain of the sender, hosts of links. Linear and capped. */
import { createHash } from 'node:crypto';
import { spamLimits } from '../limits.ts';

export type WeighedText = {
  subject: string;
  /** What the writer newly wrote. */
  text: string;
  html: string | null;
  /** '' when nobody is named. */
  sender: string;
};

/** Letters and digits of any script; apostrophes, dashes and signs of money inside or before a word belong to it. */
const wordForm = /[$€£¥]?[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]{0,40}%?/gu;
/** Scripts without spaces: every two neighbours are a word. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const linkForm = /\bhttps?:\/\/(?:[^\s/@<>"']{1,100}@)?([^\s/:?#<>"']{1,253})/gi;

/** The mail's different words in the order they stand; subject, sender and links are told apart from the text. */
export function wordsOfMail({ subject, text, html, sender }: WeighedText): string[] {
  const words = new Set<string>();
  const add = (word: string): void => {
    if (words.size < spamLimits.words) words.add(word);
  };
  for (const domain of domainsOf(sender.slice(sender.lastIndexOf('@') + 1))) add(`from ${domain}`);
  for (const host of linkHosts(`${text.slice(0, spamLimits.readCharacters)}\n${htmlStart(html)}`))
    for (const domain of domainsOf(host)) add(`link to ${domain}`);
  for (const word of split(subject.slice(0, 500))) add(`subject: ${word}`);
  for (const word of split(text.slice(0, spamLimits.readCharacters))) add(word);
  return [...words];
}

function htmlStart(html: string | null): string {
  return html?.slice(0, spamLimits.readCharacters * 3) ?? '';
}

function* split(text: string): Generator<string> {
  for (const [found] of text.toLowerCase().matchAll(wordForm)) {
    if (unspaced.test(found)) {
      const letters = [...found];
      for (let at = 0; at + 1 < letters.length; at += 1) yield `${letters[at]}${letters[at + 1]}`;
    } else if (found.length >= 3) yield found.replaceAll('’', "'");
  }
}

function* linkHosts(text: string): Generator<string> {
  const hosts = new Set<string>();
  for (const [, host] of text.matchAll(linkForm)) {
    if (host === undefined || hosts.has(host.toLowerCase())) continue;
    hosts.add(host.toLowerCase());
    yield host.toLowerCase();
    if (hosts.size >= 20) return;
  }
}

/** a.b.example.net -> itself, example.net and its ending: an ending that sends nothing but spam speaks too. */
function domainsOf(host: string): string[] {
  const labels = host.toLowerCase().split('.').filter(Boolean);
  if (labels.length < 2) return [];
  return [...new Set([labels.join('.'), labels.slice(-2).join('.'), `.${labels.at(-1)}`])];
}

/** What is stored for a word: 64 bits of its hash. */
export function markOf(word: string): string {
  return createHash('sha256').update(word).digest('base64url').slice(0, 11);
}
