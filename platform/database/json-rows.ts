/** Rows as one parameter, for json_to_recordset. */

/** How JSON spells what PostgreSQL's text does not take: NUL, and one half of a surrogate pair alone. */
const unstorable = /\\u(?:0000|d[89a-f])/i;

function storable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value;
}

/** The rows as JSON. NUL is left out and broken surrogates are replaced: no text from outside makes a statement fail. */
export function jsonRows(rows: readonly object[]): string {
  const text = JSON.stringify(rows);
  return unstorable.test(text) ? JSON.stringify(rows, storable) : text;
}
