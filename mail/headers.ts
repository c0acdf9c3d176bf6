import { mailLimits } from './limits.ts';
import { isOwnHeader } from './own-headers.ts';
import type { WarningLog } from './warnings.ts';

/** One header field: name in lower case, value unfolded with one byte per character (latin1), not yet decoded. */
export type HeaderField = { name: string; value: string };

/** Fields in order of appearance, with the byte offset at which the body begins. */
export type HeaderBlock = { fields: HeaderField[]; bodyStart: number };

const ADDRESS_FIELDS = new Set(['to', 'cc', 'bcc', 'from', 'reply-to', 'sender', 'references']);
const ESSENTIAL = new Set([
  'from',
  'to',
  'cc',
  'subject',
  'date',
  'message-id',
  'in-reply-to',
  'references',
  'reply-to',
  'content-type',
  'content-transfer-encoding',
  'content-disposition',
  'auto-submitted',
  'precedence',
  'list-id',
  'return-path',
]);
// RFC 5322 2.2 allows any printable character but ':' in a name; a blank before the colon is the obsolete form (4.5).
const FIELD_START = /^([!-9;-~]{1,128})[ \t]*:/;
const STARTER =
  /^(?:received|return-path|from|to|cc|subject|date|message-id|mime-version|content-[a-z-]+|delivered-to|reply-to|sender|x-[a-z0-9-]+|dkim-signature|authentication-results|arc-[a-z-]+|in-reply-to|references|user-agent|list-[a-z-]+|precedence|auto-submitted)[ \t]*:/i;

/**
 * Reads the header block that starts at `start` and ends before `end`. Linear; keeps what the caps allow. Fields with our own
 * names are left out, for everybody who reads.
 * `isBoundary` says whether a line is a MIME delimiter, which ends a header block that has no body.
 */
export function readHeaders(
  bytes: Buffer,
  start: number,
  end: number,
  log: WarningLog,
  isBoundary?: (lineStart: number) => boolean,
): HeaderBlock {
  const fields = new FieldCollector(log);
  let position = skipLeadIn(bytes, start, end);
  while (position < end) {
    const next = lineEnd(bytes, position, end);
    const contentEnd = trimLineBreak(bytes, position, next);
    if (contentEnd === position) return { fields: fields.done(), bodyStart: next };
    if (isBoundary && bytes[position] === 0x2d && bytes[position + 1] === 0x2d && isBoundary(position)) {
      return { fields: fields.done(), bodyStart: position };
    }
    const line = withoutNul(
      bytes.toString('latin1', position, Math.min(contentEnd, position + mailLimits.addressFieldBytes)),
    );
    const folded = bytes[position] === 0x20 || bytes[position] === 0x09;
    const match = folded ? null : FIELD_START.exec(line);
    if (match?.[1]) fields.begin(match[1].toLowerCase(), line.slice(match[0].length));
    else if (fields.isEmpty) {
      // Not one header: the whole file is a body.
      return { fields: [], bodyStart: start };
    } else if (folded) {
      // RFC 5322 2.2.3: unfolding takes away the line break only. A white-space-only line is obsolete folding (4.2).
      fields.append(line);
    } else if (hasHeaderAhead(bytes, next, end) || fields.isCutInside) {
      // Seen in practice: generators that fold a long value without the leading blank.
      fields.append(` ${line}`);
    } else {
      log.add(
        'header-cut',
        'The line between header and text is missing; the text was taken from the first line that is no header.',
      );
      return { fields: fields.done(), bodyStart: position };
    }
    position = next;
  }
  return { fields: fields.done(), bodyStart: end };
}

/** NUL may stand nowhere in a mail (RFC 5322 4), and in a name it would hide the field, or all of them. */
function withoutNul(line: string): string {
  return line.includes('\0') ? line.replaceAll('\0', '') : line;
}

/** Puts lines together to fields, within the caps of one block and one field. */
class FieldCollector {
  readonly #log: WarningLog;
  readonly #fields: HeaderField[] = [];
  readonly #seen = new Set<string>();
  #name: string | null = null;
  #pieces: string[] = [];
  #size = 0;
  #total = 0;
  #any = false;

  constructor(log: WarningLog) {
    this.#log = log;
  }

  get isEmpty(): boolean {
    return !this.#any;
  }

  /** True when the value so far opened a bracket that the next line may close. */
  get isCutInside(): boolean {
    const value = this.#pieces.at(-1) ?? '';
    return value.lastIndexOf('<') > value.lastIndexOf('>');
  }

  begin(name: string, value: string): void {
    this.#close();
    this.#any = true;
    // Only a token that verifies counts as ours; the raw mail keeps the field.
    if (isOwnHeader(name)) return;
    const room = this.#total <= mailLimits.headerBlockBytes && this.#fields.length < mailLimits.headerFields;
    if (!room)
      this.#log.add(
        'header-limit',
        'The header of this mail is extremely large; only its beginning was read.',
      );
    // Who, what and when are read wherever they stand, once; anything else only while there is room.
    if (!room && !(ESSENTIAL.has(name) && !this.#seen.has(name))) return;
    this.#seen.add(name);
    this.#name = name;
    this.append(value);
  }

  append(text: string): void {
    if (this.#name === null) return;
    const limit = ADDRESS_FIELDS.has(this.#name) ? mailLimits.addressFieldBytes : mailLimits.headerFieldBytes;
    if (this.#size >= limit) return;
    const piece = text.slice(0, limit - this.#size);
    this.#pieces.push(piece);
    this.#size += piece.length;
    this.#total += piece.length;
    if (this.#size >= limit) {
      this.#log.add(
        'header-field-limit',
        `The header field "${this.#name}" is extremely long; only its beginning was read.`,
      );
    }
  }

  done(): HeaderField[] {
    this.#close();
    return this.#fields;
  }

  #close(): void {
    if (this.#name !== null) this.#fields.push({ name: this.#name, value: this.#pieces.join('').trim() });
    this.#name = null;
    this.#pieces = [];
    this.#size = 0;
  }
}

/** Skips an mbox line ("From x@y Mon ...") and blank lines that stand before a real header. */
function skipLeadIn(bytes: Buffer, start: number, end: number): number {
  let position = start;
  if (bytes[position] === 0xef && bytes[position + 1] === 0xbb && bytes[position + 2] === 0xbf) position += 3;
  let blank = position;
  while (blank < end && blank - position < 64 && (bytes[blank] === 0x0d || bytes[blank] === 0x0a)) blank++;
  if (blank > position && STARTER.test(bytes.toString('latin1', blank, Math.min(end, blank + 80))))
    position = blank;
  const head = bytes.toString('latin1', position, Math.min(end, position + 6));
  if (head.startsWith('From ') || head.startsWith('>From ')) position = lineEnd(bytes, position, end);
  return position;
}

/** True when one of the next lines, before any blank line, is a well-known header field. */
function hasHeaderAhead(bytes: Buffer, from: number, end: number): boolean {
  let position = from;
  for (let lines = 0; lines < 5 && position < end; lines++) {
    const next = lineEnd(bytes, position, end);
    if (trimLineBreak(bytes, position, next) === position) return false;
    if (STARTER.test(bytes.toString('latin1', position, Math.min(next, position + 80)))) return true;
    position = next;
  }
  return false;
}

/** Offset after the line feed that ends the line at `position`, or `end`. */
export function lineEnd(bytes: Buffer, position: number, end: number): number {
  const feed = bytes.indexOf(0x0a, position);
  return feed < 0 || feed >= end ? end : feed + 1;
}

/** End of the line's content without its CR, CRLF or CRCRLF. */
export function trimLineBreak(bytes: Buffer, start: number, next: number): number {
  let stop = next;
  if (stop > start && bytes[stop - 1] === 0x0a) stop--;
  while (stop > start && bytes[stop - 1] === 0x0d) stop--;
  return stop;
}

/** First non-empty value of a field, or null. */
export function firstHeader(fields: readonly HeaderField[], name: string): string | null {
  for (const field of fields) if (field.name === name && field.value !== '') return field.value;
  return null;
}

/** Every non-empty value of a field, in order. */
export function allHeaders(fields: readonly HeaderField[], name: string): string[] {
  return fields.filter((field) => field.name === name && field.value !== '').map((field) => field.value);
}
