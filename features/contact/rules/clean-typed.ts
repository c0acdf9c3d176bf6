/** What was typed into a field, without what could never be meant. Pure. */

/** Signs that turn the reading direction, or that nobody sees: they make a line say something else than it does. */
const unseen = /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** One clean line: nothing in it can begin another header or another field. */
export function oneLine(typed: string, most: number): string {
  const clean = typed
    .slice(0, most * 8)
    .toWellFormed()
    .replace(unseen, '')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return [...clean].slice(0, most).join('').trim();
}

/** Paragraphs as they were typed; never cut, so that a cap can be told. */
export function lines(typed: string): string {
  return typed
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
}

/** An address, also when a whole line such as `Anna <anna@example.com>` was pasted. */
export function typedAddress(typed: string): string {
  const line = oneLine(typed, 400).replace(/^mailto:/i, '');
  const inBrackets = /<([^<>\s]{1,320})>$/.exec(line);
  return (inBrackets?.[1] ?? line).trim();
}
