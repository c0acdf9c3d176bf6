/**
 * How a customer sounds. Shown to the agent, so that a calm summary comes first; it lowers nothing and moves nothing:
 * topic and priority never ask for it.
 */
import { fold, quoteOf } from '#platform/text/fold.ts';
import { findAll } from '#platform/text/lexicon.ts';
import { countWords } from '#platform/text/words.ts';
import { toneWords } from '../words/tone.ts';

export type Tone = 'angry' | 'shouting' | 'neutral';

export type ToneVerdict = {
  readonly tone: Tone;
  /** In the customer's words; null for a neutral mail. */
  readonly reason: string | null;
};

/** More of a mail is not listened to. */
const READ = 20_000;
/** "not angry", "ich bin überhaupt nicht sauer auf euch": a denial this many words before a word of anger takes it back. */
const DENIAL_REACH = 2;
/** Shorter words in capital letters are abbreviations: "USB", "HRV". */
const SHORTEST_SHOUT = 4;
/** Words in capital letters one after the other, or their share in a mail of at least as many. */
const LOUD_WORDS = 4;
const LOUD_SHARE = 0.6;
const LOUD_MARKS = 3;

/** The tone of a text. `language` is its tag; null looks in all languages. */
export function judgeTone(text: string, language: string | null): ToneVerdict {
  const source = text.slice(0, READ);
  const anger = angerIn(source, language ?? '');
  if (anger !== null) return { tone: 'angry', reason: `says "${anger}"` };
  const shout = shoutIn(source);
  return shout === null ? { tone: 'neutral', reason: null } : { tone: 'shouting', reason: shout };
}

function angerIn(source: string, language: string): string | null {
  const folded = fold(source);
  const denials = findAll(toneWords(['denial'], language), folded.text);
  let at = 0;
  for (const word of findAll(toneWords(['anger'], language), folded.text)) {
    while (at + 1 < denials.length && (denials[at + 1]?.start ?? 0) <= word.start) at += 1;
    const denial = denials[at];
    if (denial !== undefined && denial.start <= word.start && isTakenBack(folded.text, denial, word))
      continue;
    return quoteOf(folded, word.start, word.end).quote;
  }
  return null;
}

function isTakenBack(text: string, denial: { start: number; end: number }, word: { start: number }): boolean {
  // Japanese says it in one form: "怒っていません".
  if (denial.end > word.start) return true;
  const between = text.slice(denial.end, word.start);
  return !/[.!?;,\n]/.test(between) && countWords(between, 0, between.length) <= DENIAL_REACH;
}

function shoutIn(source: string): string | null {
  const marks = /[!！]+/g;
  for (const [run] of source.matchAll(marks)) if (run.length >= LOUD_MARKS) return `"${run.slice(0, 5)}"`;
  const words = source.match(/[\p{L}'’]{2,60}/gu) ?? [];
  let run = 0;
  let loud = 0;
  let counted = 0;
  for (const word of words) {
    const isLoud = word === word.toUpperCase() && word !== word.toLowerCase();
    const isLong = word.length >= SHORTEST_SHOUT;
    if (isLong) counted += 1;
    if (isLoud && isLong) loud += 1;
    run = isLoud ? run + 1 : 0;
    if (run >= LOUD_WORDS && loud >= LOUD_WORDS / 2)
      return 'several words one after the other in capital letters';
  }
  return counted >= LOUD_WORDS && loud / counted >= LOUD_SHARE ? 'nearly all in capital letters' : null;
}
