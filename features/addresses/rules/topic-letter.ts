/** The mail somebody begins about a topic: address, subject, and the questions of the topic's intake list. Pure. */
import type { OfficialAddress } from '../contract.ts';
import { type Mailto, mailtoLink } from './mailto.ts';

export type TopicLetter = Mailto & {
  /** The questions, in words. */
  facts: string[];
};

type Words = { fill: string; describe: string };

/** A phone must read the code from a screen or a printed page: more would make its dots too small. */
const codeCharacters = 1_200;

/** `questions` are the names of the facts to fill in. `main` is used where the topic's department has no address of its own. */
export function topicLetter(
  topic: { label: string; department: string; questions: readonly string[] },
  words: Words,
  addresses: readonly OfficialAddress[],
  main: string,
): TopicLetter {
  const facts = [...topic.questions];
  const inForce = addresses.filter((one) => one.id !== null && one.state === 'active');
  const own = inForce.find((one) => one.department === topic.department);
  return { to: own?.address ?? main, subject: topic.label, facts, body: bodyOf(facts, words) };
}

function bodyOf(facts: readonly string[], words: Words): string[] {
  const questions = facts.length === 0 ? [] : [words.fill, '', ...facts.map((fact) => `${fact}: `), ''];
  return [...questions, words.describe, '', ''];
}

/** The link for a code to scan; questions are left out from the end while it would be too dense. */
export function codeLink(letter: TopicLetter, words: Words): string {
  for (let count = letter.facts.length; count > 0; count--) {
    const link = mailtoLink({ ...letter, body: bodyOf(letter.facts.slice(0, count), words) });
    if (link.length <= codeCharacters) return link;
  }
  return mailtoLink({ ...letter, body: bodyOf([], words) });
}
