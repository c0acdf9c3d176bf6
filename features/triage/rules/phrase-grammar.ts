/** The language of phrases, read into rows of words. `phrases.ts` tells it to people. */
import { tokens } from './tokens.ts';

export class PhraseWrong extends Error {
  override name = 'PhraseWrong';
}

export type Word = { kind: 'exact' | 'prefix' | 'suffix' | 'infix'; word: string };

/** One place of a phrase: any of its choices, each a row of words side by side. */
export type Item = {
  choices: readonly (readonly Word[])[];
  /** Words that may stand before it. */
  gap: number;
  optional: boolean;
};

export type Sequence = readonly Item[];

const widestGap = 4;
/** Ways to choose in a phrase of writing without spaces: each is looked for. The widest of the demo profile has 81. */
const mostChoices = 256;

/** @throws PhraseWrong when a bracket is open or nested, or no word must occur. */
export function parsePhrase(phrase: string): Sequence {
  const items: Item[] = [];
  let gap = 0;
  for (const [part] of phrase.matchAll(/\([^)]*\)\??|\.\.|[^\s()]+|[()]/g)) {
    if (part === '..') {
      gap = widestGap;
      continue;
    }
    const optional = part.endsWith('?');
    const bare = optional ? part.slice(0, -1) : part;
    const grouped = bare.startsWith('(');
    if (bare === '(' || bare === ')' || (grouped && bare.slice(1).includes('(')))
      throw new PhraseWrong(`"${phrase}" has a bracket that is open or inside another`);
    const choices = (grouped ? bare.slice(1, -1).split('|') : [bare]).map(wordsOf);
    if (choices.some((choice) => choice.length === 0))
      throw new PhraseWrong(`"${phrase}" has a place without a word`);
    items.push({ choices, gap, optional });
    gap = 0;
  }
  if (items.every(({ optional }) => optional))
    throw new PhraseWrong(`"${phrase}" has no word that must occur`);
  return items;
}

/** Words of one choice. Its stars belong to the words they touch. */
function wordsOf(choice: string): Word[] {
  return choice.split(/\s+/).flatMap((part) => {
    const words = tokens(part);
    return words.map(({ word }, index): Word => {
      const open = part.startsWith('*') && index === 0;
      const goesOn = part.endsWith('*') && index === words.length - 1;
      return { word, kind: open && goesOn ? 'infix' : open ? 'suffix' : goesOn ? 'prefix' : 'exact' };
    });
  });
}

/** A phrase without spaces: every way to choose, each a row of parts between which something may stand. */
export function spacelessChoices(phrase: string): string[][] {
  let ways = [''];
  for (const [part] of phrase.matchAll(/\([^)]*\)|[^()]+/g)) {
    const choices = part.startsWith('(') ? part.slice(1, -1).split('|') : [part];
    if (ways.length * choices.length > mostChoices)
      throw new PhraseWrong(`"${phrase}" has more than ${mostChoices} ways to choose`);
    ways = ways.flatMap((way) => choices.map((choice) => way + choice));
  }
  return ways.map((way) => {
    const parts = way.split('..').map((part) => part.trim());
    if (parts.some((part) => part === '')) throw new PhraseWrong(`"${phrase}" has a gap at its edge`);
    return parts;
  });
}
