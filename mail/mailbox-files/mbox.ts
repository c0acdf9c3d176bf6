/**
 * Reads mbox files (RFC 4155 and the older dialects) as a stream, one mail at a time, whatever their size.
 *
 * A mail begins with a line `From sender date` at the start of the file or after an empty line. Seen in practice: mboxcl2
 * and broken exports leave `From ` unquoted in bodies, so a date is asked for as well. Lines quoted with `>` lose one
 * `>` (mboxrd; mboxo quotes only `From `, which reads the same).
 */

/** One mail; `wholeSize` when it is larger than the cap, and `raw` holds only its first bytes. */
export type MboxMail = { raw: Buffer; wholeSize: number | null };

const newline = 0x0a;
const quote = 0x3e;
const from = Buffer.from('From ');
/** `From x@y Mon Nov 23 10:00:00 2026`, `From - Mon Nov ...` (Thunderbird), ISO dates of some exports. */
const separator =
  /^From \S.{0,512}?\b(?:(?:mon|tue|wed|thu|fri|sat|sun)\w*,? .{0,12}\d{1,2}:\d{2}|\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2})/i;
/** A separator line is short; of longer lines only the beginning is looked at. */
const separatorBytes = 1024;

/** Of a mail larger than `maxBytes` no more than `headBytes` are given; the next one is read as ever. */
export async function* readMbox(
  chunks: AsyncIterable<Uint8Array>,
  { maxBytes, headBytes }: { maxBytes: number; headBytes: number },
): AsyncGenerator<MboxMail> {
  let mail: { lines: Buffer[]; size: number } | null = null;
  let afterEmpty = true;
  for await (const line of linesOf(chunks, maxBytes)) {
    if (afterEmpty && isSeparator(line)) {
      if (mail) yield finish(mail, maxBytes, headBytes);
      mail = { lines: [], size: 0 };
      afterEmpty = false;
      continue;
    }
    afterEmpty = isEmptyLine(line);
    // What stands before the first separator belongs to no mail, unless it is more than empty lines.
    if (mail === null && afterEmpty) continue;
    mail ??= { lines: [], size: 0 };
    mail.size += line.length;
    if (mail.size <= maxBytes) mail.lines.push(unquoted(line));
    else if (mail.lines.length > 1) mail.lines = [Buffer.concat(mail.lines).subarray(0, headBytes)];
  }
  if (mail) yield finish(mail, maxBytes, headBytes);
}

function finish(mail: { lines: Buffer[]; size: number }, maxBytes: number, headBytes: number): MboxMail {
  if (mail.size > maxBytes)
    return { raw: Buffer.concat(mail.lines).subarray(0, headBytes), wholeSize: mail.size };
  const lines = [...mail.lines];
  // The empty line before the next separator is part of the format, not of the mail.
  if (lines.length > 0 && isEmptyLine(lines.at(-1) ?? Buffer.alloc(0))) lines.pop();
  return { raw: Buffer.concat(lines), wholeSize: null };
}

/** Lines with their ends. A line longer than the cap comes in pieces, which no rule takes for a separator. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let start = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
      yield held.length > 0
        ? Buffer.concat([...held, bytes.subarray(start, end + 1)])
        : bytes.subarray(start, end + 1);
      held = [];
      heldBytes = 0;
      start = end + 1;
    }
    if (start < bytes.length) {
      held.push(bytes.subarray(start));
      heldBytes += bytes.length - start;
    }
    if (heldBytes > maxBytes) {
      yield Buffer.concat(held);
      held = [];
      heldBytes = 0;
    }
  }
  if (held.length > 0) yield Buffer.concat(held);
}

function isSeparator(line: Buffer): boolean {
  return (
    line.subarray(0, from.length).equals(from) && separator.test(line.toString('latin1', 0, separatorBytes))
  );
}

function isEmptyLine(line: Buffer): boolean {
  return line.length <= 2 && /^\r?\n?$/.test(line.toString('latin1'));
}

function unquoted(line: Buffer): Buffer {
  if (line[0] !== quote) return line;
  let depth = 1;
  while (line[depth] === quote) depth += 1;
  return line.subarray(depth, depth + from.length).equals(from) ? line.subarray(1) : line;
}

/** True when a file begins like an mbox. */
export function looksLikeMbox(head: Buffer): boolean {
  return isSeparator(head);
}
