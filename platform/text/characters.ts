/** What a UTF-16 unit is to a reader. Looked up once per unit and remembered: 64 kB for the whole of the plane. */

export const CHARACTER = { other: 1, letter: 2, digit: 3, space: 4, ideograph: 5, lineEnd: 6 } as const;

const known = new Uint8Array(0x10000);
const unspacedForm = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u30fc\u3005]/u;

function judge(unit: number): number {
  const sign = String.fromCharCode(unit);
  if (sign === '\n' || sign === '\r' || unit === 0x2028 || unit === 0x2029) return CHARACTER.lineEnd;
  if (/\s/.test(sign)) return CHARACTER.space;
  if (unspacedForm.test(sign)) return CHARACTER.ideograph;
  if (/\p{Nd}/u.test(sign)) return CHARACTER.digit;
  return /[\p{L}\p{M}]/u.test(sign) ? CHARACTER.letter : CHARACTER.other;
}

/** The class of the unit at `index`; `other` outside of the text. */
export function classAt(text: string, index: number): number {
  if (index < 0 || index >= text.length) return CHARACTER.other;
  const unit = text.charCodeAt(index);
  const found = known[unit];
  if (found !== undefined && found !== 0) return found;
  const judged = judge(unit);
  known[unit] = judged;
  return judged;
}

/** Letters and digits that make up a word written with spaces around it. */
export function isWordPart(text: string, index: number): boolean {
  const kind = classAt(text, index);
  return kind === CHARACTER.letter || kind === CHARACTER.digit;
}

/** Characters of a script without spaces: each may start or end a word. */
export function isIdeograph(text: string, index: number): boolean {
  return classAt(text, index) === CHARACTER.ideograph;
}

export function isDigit(text: string, index: number): boolean {
  return classAt(text, index) === CHARACTER.digit;
}

/** A blank or a line end. */
export function isBlank(text: string, index: number): boolean {
  const kind = classAt(text, index);
  return kind === CHARACTER.space || kind === CHARACTER.lineEnd;
}
