import type eldModule from 'eld/small';
import { makeDetector } from './language-table.ts';

/** The detector's table takes some 10 MB and a tenth of a second, so it is read with the first text that needs it. */
let detector: typeof eldModule | null = null;

/** Reads the table now, for who knows that texts will come. */
export function loadDetector(): typeof eldModule {
  detector ??= makeDetector();
  return detector;
}

const FEWEST_LETTERS = 20;
/** Beyond this a text tells nothing new, and counting its letter groups is the dearest part of reading a short mail. */
const LONGEST_SAMPLE = 800;

/**
 * ISO 639-1 code of the language a text is written in, or null when it has too few letters to tell.
 * Looks at the first 800 characters; links, addresses and numbers are left out because they have no language.
 */
export function detectLanguage(text: string): string | null {
  const sample = text
    .slice(0, LONGEST_SAMPLE * 2)
    .replace(/https?:\/\/\S+|\S+@\S+|\d+/g, ' ')
    .slice(0, LONGEST_SAMPLE);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const ideographs =
    sample.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0;
  // One ideograph or syllable block says as much as several Latin letters.
  if (letters + ideographs * 4 < FEWEST_LETTERS) return null;
  const script = byScript(sample, letters);
  if (script !== null) return script;
  const language = loadDetector().detect(sample).language;
  return language === '' ? null : language;
}

/** Scripts that only one language of ours uses decide by themselves, however short the text is. */
function byScript(sample: string, letters: number): string | null {
  const share = (pattern: RegExp): number => (sample.match(pattern)?.length ?? 0) / letters;
  const kana = share(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  if (kana > 0.1) return 'ja';
  if (share(/\p{Script=Hangul}/gu) > 0.3) return 'ko';
  if (share(/\p{Script=Han}/gu) > 0.3) return 'zh';
  if (share(/\p{Script=Greek}/gu) > 0.5) return 'el';
  if (share(/\p{Script=Hebrew}/gu) > 0.5) return 'he';
  return share(/\p{Script=Thai}/gu) > 0.5 ? 'th' : null;
}
