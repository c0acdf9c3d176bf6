/** Small, linear text repairs every decoded value passes through. */

// C0 without tab and line feed, DEL, and the C1 block: nothing a person wrote. Form feed and vertical tab become line breaks before.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
const ANY_CONTROL = /[\u0000-\u001f\u007f]+/g;

/** Body text: line ends become '\n', NUL and other control characters go, a leading byte-order mark goes. */
export function cleanBodyText(text: string): string {
  let clean = text;
  if (clean.charCodeAt(0) === 0xfeff) clean = clean.slice(1);
  if (clean.includes('\r')) clean = clean.replace(/\r\r?\n|\r/g, '\n');
  CONTROL.lastIndex = 0;
  return CONTROL.test(clean) ? clean.replace(CONTROL, '').toWellFormed() : clean.toWellFormed();
}

/** One header value: a single line, no control characters, no white space at the ends, at most `limit` characters. */
export function cleanLine(text: string, limit: number): string {
  const line = text.replace(ANY_CONTROL, ' ').trim();
  return (line.length > limit ? `${line.slice(0, limit - 1)}…` : line).toWellFormed();
}
