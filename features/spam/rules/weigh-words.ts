/**
 * Robinson's and Fisher's way of weighing words (G. Robinson, "A statistical approach to the spam problem", 2003): each
 * word is as likely spam as it was among the taught mails, drawn to the middle while it is rare; the clearest are
 * combined by the chi-squared test, once as spam and once as no spam.
 */
import { spamLimits } from '../limits.ts';

export type WordCount = { word: string; spam: number; ham: number };
/** Mails taught in all. */
export type Taught = { spam: number; ham: number };

export type Weighing = {
  /** 0: surely none, 1: surely spam. */
  score: number;
  /** The words that decided, clearest first, and how many of 100 such mails were spam. */
  words: { word: string; percent: number }[];
};

/** What is thought of a word that nobody taught, and how many lessons that thought is worth. */
const prior = 0.4;
const priorWeight = 1;
/** How far from the middle a word must be to say anything. */
const clear = 0.1;

/** True when both kinds were taught often enough. */
export function hasLearntEnough(taught: Taught): boolean {
  return taught.spam >= spamLimits.spamLessons && taught.ham >= spamLimits.hamLessons;
}

/** Null when too little was taught or too few words are clear: then nothing is said. */
export function weighWords(counts: readonly WordCount[], taught: Taught): Weighing | null {
  if (!hasLearntEnough(taught)) return null;
  const deciding = counts
    .filter(({ spam, ham }) => spam + ham >= spamLimits.leastSeen)
    .map((count) => ({ word: count.word, chance: chanceOfSpam(count, taught) }))
    .filter(({ chance }) => Math.abs(chance - 0.5) > clear)
    .sort((a, b) => Math.abs(b.chance - 0.5) - Math.abs(a.chance - 0.5) || (a.word < b.word ? -1 : 1))
    .slice(0, spamLimits.decidingWords);
  if (deciding.length < spamLimits.leastDecidingWords) return null;
  const asSpam = tail(deciding.map(({ chance }) => chance));
  const asHam = tail(deciding.map(({ chance }) => 1 - chance));
  return {
    score: (1 + asSpam - asHam) / 2,
    words: deciding
      .slice(0, spamLimits.shownWords)
      .map(({ word, chance }) => ({ word, percent: Math.round(chance * 100) })),
  };
}

function chanceOfSpam({ spam, ham }: WordCount, taught: Taught): number {
  const [asSpam, asHam] = [spam / taught.spam, ham / taught.ham];
  const seen = spam + ham;
  return (priorWeight * prior + (seen * asSpam) / (asSpam + asHam)) / (priorWeight + seen) || prior;
}

/** How likely so many chances as high as these are by accident were the mail of the other kind. */
function tail(chances: readonly number[]): number {
  const sum = chances.reduce((total, chance) => total + Math.log(chance), 0);
  return chiSquaredTail(-2 * sum, chances.length);
}

/** P(X >= x) of a chi-squared distribution with 2 * half degrees of freedom. */
function chiSquaredTail(x: number, half: number): number {
  let term = Math.exp(-x / 2);
  let sum = term;
  for (let at = 1; at < half; at += 1) {
    term *= x / 2 / at;
    sum += term;
  }
  return Math.min(sum, 1);
}
