import { decodeUuLines } from './uuencode.ts';
import type { WarningLog } from './warnings.ts';

/**
 * Takes the content transfer encoding (RFC 2045 6) off a body. Never throws; faults are repaired and named.
 * `isText` allows what only text can hold, such as a footer that a list server wrote behind base64.
 */
export function decodeTransfer(body: Buffer, encoding: string, isText: boolean, log: WarningLog): Buffer {
  const name = encoding
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$|[\s;].*$/g, '');
  if (name === 'base64' || name === 'b' || name === 'base-64') return decodeBase64(body, isText, log);
  if (name === 'quoted-printable' || name === 'quotedprintable' || name === 'qp' || name === 'q')
    return decodeQuotedPrintable(body);
  if (name === 'x-uuencode' || name === 'uuencode' || name === 'x-uue' || name === 'uue')
    return decodeUu(body, log);
  return body;
}

function decodeBase64(body: Buffer, isText: boolean, log: WarningLog): Buffer {
  let source = body;
  let footer: Buffer | null = null;
  if (isText) {
    const cut = firstForeignLine(body);
    if (cut === 0) {
      log.add('bad-base64', 'A part says it is base64 but is not; it is shown as it came.');
      return body;
    }
    if (cut > 0) {
      source = body.subarray(0, cut);
      footer = body.subarray(cut);
    }
  }
  const decoded = decodeBase64Text(source.toString('latin1'), log);
  return footer ? Buffer.concat([decoded, Buffer.from('\n'), footer]) : decoded;
}

/** Offset of the first line that cannot be base64, or -1. */
function firstForeignLine(body: Buffer): number {
  let start = 0;
  while (start < body.length) {
    let end = body.indexOf(0x0a, start);
    if (end < 0) end = body.length;
    let odd = 0;
    let rule = 0;
    let lineEnd = end;
    while (lineEnd > start && (body[lineEnd - 1] ?? 0) <= 0x20) lineEnd--;
    for (let i = start; i < lineEnd; i++) {
      const byte = body[i] ?? 0;
      if (!isBase64Byte(byte)) odd++;
      if (byte === 0x2d || byte === 0x5f || byte === 0x3d) rule++;
    }
    // Seen in practice: Mailman draws a rule of `_` above its footer, which the URL alphabet (RFC 4648 5) would read.
    if (rule > 4 && rule === lineEnd - start) return start;
    // A few wrong bytes are line noise, a line of words or dashes is not base64.
    if (odd > 0 && (odd > (lineEnd - start) * 0.1 || lineEnd - start < 20)) return start;
    start = end + 1;
  }
  return -1;
}

function isBase64Byte(byte: number): boolean {
  return (
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x2b ||
    byte === 0x2f ||
    byte === 0x3d ||
    byte === 0x2d ||
    byte === 0x5f
  );
}

function decodeBase64Text(text: string, log: WarningLog): Buffer {
  const padding = text.indexOf('=');
  if (
    padding < 0 ||
    (/^[=\s]*$/.test(text.slice(padding, padding + 8)) && !/[A-Za-z0-9+/]/.test(text.slice(padding)))
  ) {
    return Buffer.from(text, 'base64');
  }
  // Seen in practice: several base64 runs, each with its own padding, put one behind the other.
  log.add('bad-base64', 'A part holds damaged base64; what could be read is shown.');
  const pieces: Buffer[] = [];
  for (const run of text.split(/=+/)) {
    const clean = run.replace(/[^A-Za-z0-9+/_-]/g, '');
    if (clean !== '') pieces.push(Buffer.from(clean, 'base64'));
  }
  return Buffer.concat(pieces);
}

const HEX = new Int8Array(256).fill(-1);
for (let digit = 0; digit < 10; digit++) HEX[0x30 + digit] = digit;
for (let digit = 0; digit < 6; digit++) {
  HEX[0x41 + digit] = 10 + digit;
  HEX[0x61 + digit] = 10 + digit;
}

/** RFC 2045 6.7; an `=` that starts no escape stays as it is (6.7 note 5: robust decoders show it). */
function decodeQuotedPrintable(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(body.length);
  let length = 0;
  let lineStart = 0;
  for (let i = 0; i < body.length; i++) {
    const byte = body[i] ?? 0;
    if (byte === 0x0a) {
      // Rule 3: blanks at the end of an encoded line were added on the way.
      let end = length;
      const carriage = end > lineStart && out[end - 1] === 0x0d;
      if (carriage) end--;
      while (end > lineStart && (out[end - 1] === 0x20 || out[end - 1] === 0x09)) end--;
      length = end;
      if (carriage) out[length++] = 0x0d;
      out[length++] = 0x0a;
      lineStart = length;
      continue;
    }
    if (byte !== 0x3d) {
      out[length++] = byte;
      continue;
    }
    const high = HEX[body[i + 1] ?? 0] ?? -1;
    const low = HEX[body[i + 2] ?? 0] ?? -1;
    if (high >= 0 && low >= 0) {
      out[length++] = (high << 4) | low;
      i += 2;
      // An encoded blank was meant: it is not trimmed.
      lineStart = length;
      continue;
    }
    const soft = softBreakEnd(body, i + 1);
    if (soft < 0) out[length++] = byte;
    else {
      i = soft - 1;
      lineStart = length;
    }
  }
  return out.subarray(0, length);
}

/** Offset after a soft line break whose `=` stood before `from`, or -1. */
function softBreakEnd(body: Buffer, from: number): number {
  let at = from;
  while (at < body.length && (body[at] === 0x20 || body[at] === 0x09)) at++;
  while (at < body.length && body[at] === 0x0d) at++;
  if (body[at] === 0x0a) return at + 1;
  return at >= body.length ? at : -1;
}

/** The lines between "begin" and "end" of a part that says it is uuencoded; a missing "end" loses nothing. */
function decodeUu(body: Buffer, log: WarningLog): Buffer {
  const lines = body.toString('latin1').split('\n');
  const begin = lines.findIndex((line) => /^begin [0-7]{3,4} /.test(line));
  const end = lines.findIndex((line, index) => index > begin && line.trimEnd() === 'end');
  const content =
    begin < 0 ? Buffer.alloc(0) : decodeUuLines(lines.slice(begin + 1, end < 0 ? undefined : end));
  if (content.length === 0) log.add('bad-uuencode', 'A uuencoded part could not be read.');
  return content;
}
