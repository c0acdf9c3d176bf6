/** Does a subject say what the mail is about? Shown to the agent; it never changes how a mail is served. */
import { foldInPlace, isSpaceless, tokens } from './tokens.ts';

export type Clarity = 'clear' | 'vague' | 'empty' | 'shouting';

/** Words that tell nothing by themselves, in all languages of the brand, folded. */
export type VagueWords = { words: ReadonlySet<string>; spaceless: readonly string[] };

export function vagueWordsOf(lists: Iterable<readonly string[]>): VagueWords {
  const words = new Set<string>();
  const spaceless: string[] = [];
  for (const list of lists) {
    for (const entry of list) {
      if (isSpaceless(entry)) spaceless.push(foldInPlace(entry));
      else for (const { word } of tokens(entry)) words.add(word);
    }
  }
  // The longest first, so that a short one does not leave half of a long one behind.
  return { words, spaceless: spaceless.sort((a, b) => b.length - a.length) };
}

/** Fewer capital letters may be an abbreviation. */
const fewestCapitals = 5;
const shoutingShare = 0.7;
/** An error that is quoted is as clear as can be. */
const quotesSomething = /["“„«「『][^"”“»」』]{6,}["”“»」』]/u;
/** A number with its unit is a word of its own. */
const measured = /\d\s?[%％°$€£]|[$€£]\s?\d/u;

/** Letters that say enough in writing without spaces: with a word of some topic among them, and without. */
const fewestSyllables = { onTopic: 5, else: 10 };

/**
 * `subject` without reply marks ("Re:"); `onTopic`: a word in it speaks for some topic. Clear is what tells a colleague
 * what to expect: one word ("Payment") does not, nor do two that could stand above anything ("Missing setting").
 */
export function judgeSubject(subject: string, onTopic: boolean, vague: VagueWords): Clarity {
  const words = tokens(subject);
  if (words.length === 0) return /[^\s\p{P}]/u.test(subject) ? 'vague' : 'empty';
  if (isShouting(subject)) return 'shouting';
  if (quotesSomething.test(subject)) return 'clear';
  if (isSpaceless(subject)) return isClearWithoutSpaces(subject, onTopic, vague) ? 'clear' : 'vague';
  const telling =
    words.filter(({ word }) => !vague.words.has(word) && !/^\d{1,2}$/.test(word)).length +
    (measured.test(subject) ? 1 : 0);
  if (telling === 0) return 'vague';
  const enough =
    telling >= 3 || (onTopic && (telling >= 2 || words.length >= 3)) || (telling >= 2 && words.length >= 4);
  return enough ? 'clear' : 'vague';
}

function isClearWithoutSpaces(subject: string, onTopic: boolean, vague: VagueWords): boolean {
  const telling = vague.spaceless.reduce((text, entry) => text.replaceAll(entry, ' '), foldInPlace(subject));
  const left = telling.replace(/[\s\p{P}]/gu, '').length;
  const whole = subject.replace(/[\s\p{P}]/gu, '').length;
  return (
    (left > 0 || measured.test(subject)) &&
    whole >= (onTopic ? fewestSyllables.onTopic : fewestSyllables.else)
  );
}

function isShouting(subject: string): boolean {
  const capitals = subject.match(/\p{Lu}/gu)?.length ?? 0;
  const small = subject.match(/\p{Ll}/gu)?.length ?? 0;
  return capitals >= fewestCapitals && capitals / (capitals + small) >= shoutingShare;
}
