/** Text that PostgreSQL takes: no NUL, no half surrogate pairs. */

/** Removes NUL and replaces broken surrogates; returns the same string when there is nothing to do. */
export function cleanText(text: string): string {
  const plain = text.includes('\0') ? text.replaceAll('\0', '') : text;
  return plain.isWellFormed() ? plain : plain.toWellFormed();
}

/** `cleanText` on every string inside plain data; dates and numbers pass unchanged. */
export function cleanData<T>(value: T): T {
  // Each branch gives back the shape it was given; the compiler cannot follow that through a generic.
  if (typeof value === 'string') return cleanText(value) as T;
  if (Array.isArray(value)) return value.map((item) => cleanData(item)) as T;
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cleanData(item)])) as T;
}

/** First words of a text for a list row: one line, at most `most` characters, never half a character. */
export function snippetOf(text: string, most: number): string {
  // Ten times the length is enough to look at, however much white space a mail starts with in practice.
  const line = text
    .slice(0, most * 10)
    .replace(/\s+/gu, ' ')
    .trim();
  return line.length <= most
    ? line
    : `${line
        .slice(0, most - 1)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`;
}
