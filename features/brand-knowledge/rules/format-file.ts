/** JSON as the files of a profile are written, so that what is exported differs from them only where knowledge differs. */

/** Columns of a line, as the formatter of this project counts them. */
const lineWidth = 110;

/** Text of a file with `value`: every object on lines of its own, a list of plain values on one line where it fits. */
export function formatFile(value: unknown): string {
  return `${format(value, '', 0)}\n`;
}

/** `before`: columns taken on the line by what stands before the value, and by a comma that may follow. */
function format(value: unknown, indent: string, before: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (
    isCondition(value) ||
    (Array.isArray(value) && value.every((one) => isPlain(one) || isCondition(one)))
  ) {
    const line = onOneLine(value);
    if (before + widthOf(line) <= lineWidth) return line;
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((one) => inner + format(one, inner, inner.length + 1)).join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  if (entries.length === 0) return '{}';
  const lines = entries.map(([key, one], index) => {
    const name = `${inner}${JSON.stringify(key)}: `;
    const comma = index === entries.length - 1 ? 0 : 1;
    return name + format(one, inner, widthOf(name) + comma);
  });
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

/** A fact that an intake list asks for under a condition: read as one sentence, so written as one line. */
function isCondition(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'when');
}

function onOneLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`;
  const entries = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${onOneLine(one)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** Full-width letters take two columns. */
function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) width += isWide(letter.codePointAt(0) ?? 0) ? 2 : 1;
  return width;
}

/** East Asian Wide and Fullwidth (Unicode Standard Annex 11), as far as people write with them. */
function isWide(point: number): boolean {
  return (
    (point >= 0x1100 && point <= 0x115f) ||
    (point >= 0x2e80 && point <= 0x303e) ||
    (point >= 0x3041 && point <= 0xa4cf) ||
    (point >= 0xac00 && point <= 0xd7a3) ||
    (point >= 0xf900 && point <= 0xfaff) ||
    (point >= 0xfe30 && point <= 0xfe6f) ||
    (point >= 0xff00 && point <= 0xff60) ||
    (point >= 0xffe0 && point <= 0xffe6) ||
    (point >= 0x1f300 && point <= 0x1faff) ||
    (point >= 0x20000 && point <= 0x3fffd)
  );
}
