import { decodeText } from './charset.ts';
import { cleanFileName } from './file-name.ts';

/** A file that an old mailer wrote into the text, and the text without its lines. */
export type UuFile = { fileName: string | null; bytes: Buffer };
export type UuText = { rest: Buffer; files: UuFile[] };

const BEGIN = /^begin(?:-[a-z]{1,10})? [0-7]{3,4} (\S[^\n]*)$/;

/**
 * Takes uuencoded files (POSIX.1 uuencode, the "historical algorithm") out of a text body; one line with the name stays
 * in the place of each. A block counts only when its lines are no longer than they say and an empty one and "end" follow:
 * a person who writes "begin 644 the story" keeps every word. One pass: the line that ends a false block is looked at once
 * more, as it may begin the next; the lines of the block are not.
 */
export function takeUuFiles(body: Buffer, mostFiles: number): UuText {
  if (!body.includes('begin')) return { rest: body, files: [] };
  const lines = body.toString('latin1').split('\n');
  const rest: string[] = [];
  const files: UuFile[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const name = files.length < mostFiles ? BEGIN.exec(line.trimEnd())?.[1] : undefined;
    const end = name === undefined ? null : dataEnd(lines, at + 1);
    if (name === undefined || !end?.closed) {
      const words = end?.at ?? at + 1;
      for (; at < words; at += 1) rest.push(lines[at] ?? '');
      continue;
    }
    const fileName = cleanFileName(decodeText(Buffer.from(name, 'latin1')).text);
    files.push({ fileName, bytes: decodeUuLines(lines.slice(at + 1, end.at)) });
    rest.push(`[${name.trim()}]`);
    at = end.at + 1;
  }
  return files.length === 0 ? { rest: body, files } : { rest: Buffer.from(rest.join('\n'), 'latin1'), files };
}

/** Where the data lines from `from` on stop, and whether the block is whole: an empty data line, then "end". */
function dataEnd(lines: readonly string[], from: number): { at: number; closed: boolean } {
  let at = from;
  while (at < lines.length && isData(lines[at] ?? '')) at += 1;
  const closed = at > from && byteCount(lines[at - 1] ?? '') === 0 && (lines[at] ?? '').trimEnd() === 'end';
  return { at, closed };
}

/** Seen in practice: blanks at the end lost on the way, and one character more, a checksum. */
function isData(line: string): boolean {
  const text = line.trimEnd();
  return !/[^ -`]/.test(text) && text.length <= 2 + Math.ceil(byteCount(text) / 3) * 4;
}

function byteCount(line: string): number {
  const text = line.trimEnd();
  return text === '' ? 0 : (text.charCodeAt(0) - 32) & 63;
}

/** Decodes data lines: the first character says how many bytes follow, four characters make three. */
export function decodeUuLines(lines: readonly string[]): Buffer {
  const out = Buffer.alloc(lines.reduce((sum, line) => sum + byteCount(line), 0));
  let length = 0;
  for (const line of lines) {
    const end = length + byteCount(line);
    for (let at = 1; length < end; at += 4) {
      // Blanks at the end that were lost are zeros.
      const six = (k: number): number => ((line.charCodeAt(at + k) || 32) - 32) & 63;
      for (const byte of [
        (six(0) << 2) | (six(1) >> 4),
        (six(1) << 4) | (six(2) >> 2),
        (six(2) << 6) | six(3),
      ]) {
        if (length < end) out[length++] = byte & 0xff;
      }
    }
  }
  return out;
}
