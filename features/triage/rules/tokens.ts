/** Words of a text with their places, folded so that spelling habits do not matter. */

export type Token = {
  /** Lower case, without notLetters, full-width forms made narrow. */
  word: string;
  /** Characters of the text: `text.slice(start, end)` is the word as written. */
  start: number;
  end: number;
};

/** Beyond this nothing new is said about what a mail is about; it bounds the work for a hostile mail. */
export const longestRead = 6_000;
/** No word of a language is longer; what is (keys, base64) is noise. */
const longestWord = 60;

/** "won't" and "it's" are one word, "l'anneau" is two. */
const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’](?:t|s|d|m|re|ve|ll)(?![\p{L}\p{N}]))?/giu;
const notLetters = /[\p{M}'’]+/gu;

const plain = /^[\x20-\x7e]*$/;

/** Folds one word or phrase: `Größe` and `GROSSE` become the same. */
export function fold(text: string): string {
  if (plain.test(text)) return text.toLowerCase().replaceAll("'", '');
  return text
    .normalize('NFKD')
    .replace(notLetters, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o');
}

/** Words are runs of letters and digits; a hyphen parts them, in texts and in phrases alike. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  for (const match of text.slice(0, longestRead).matchAll(wordPattern)) {
    if (match[0].length > longestWord) continue;
    found.push({ word: fold(match[0]), start: match.index, end: match.index + match[0].length });
  }
  return found;
}

const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** True for writing that puts no space between words. */
export function isSpaceless(text: string): boolean {
  return spaceless.test(text);
}

/** A text folded letter by letter, so that places in it are places in the text. For writing without spaces. */
export function foldInPlace(text: string): string {
  let folded = '';
  for (const letter of text.slice(0, longestRead)) {
    const one = letter.normalize('NFKC').toLowerCase();
    folded += one.length === letter.length ? one : letter;
  }
  return folded;
}
