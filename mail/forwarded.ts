/**
 * Whose mail was forwarded: from the mail that is attached, or from the header that mail programs quote above it. The words
 * of the programs stand in `quote-words.ts`. Everything read here is what the forwarder says; it proves nothing.
 */
import { parseAddressList } from './addresses.ts';
import { parseMailDate } from './dates.ts';
import { mailLimits } from './limits.ts';
import type { MailAddress, ParsedMail } from './parsed-mail.ts';
import { isForwardLine, isOriginalMessageLine, isRule, type LabelLine, readLabel } from './quote-marks.ts';
import type { HeaderKind } from './quote-words.ts';
import { isForwardSubject } from './thread-subject.ts';

export type Forwarded = {
  /** Who wrote the mail that was forwarded. */
  name: string;
  address: string;
  subject: string;
  /** ISO 8601 UTC, or null when it cannot be read in the language of the program. */
  date: string | null;
  /** What the forwarder wrote above it. */
  remark: string;
  /** The words of the forwarded mail. */
  text: string;
  how: 'attached' | 'quoted';
};

/** A forward with more words above it than this is an answer that quotes. */
const remarkLines = 300;
/** Lines of one quoted header, blank ones included. */
const headerLines = 24;

/** The forwarded mail, or null when this is none. Looks at a bounded number of lines. */
export function readForwarded(
  mail: Pick<ParsedMail, 'subject' | 'text' | 'visibleText' | 'attachedMail'>,
): Forwarded | null {
  const { attachedMail } = mail;
  if (attachedMail !== null && attachedMail.from !== null && attachedMail.from.address !== '') {
    const { from, subject, date, text } = attachedMail;
    const remark = mail.text.includes(text.trim()) ? '' : mail.visibleText;
    return { ...from, subject, date, text: text.trim(), remark, how: 'attached' };
  }
  return readQuoted(mail.text, mail.subject);
}

/** True when it is worth looking: a mark in the subject, or a mail attached. */
export function mayBeForward(mail: Pick<ParsedMail, 'subject' | 'attachedMail'>): boolean {
  return mail.attachedMail !== null || isForwardSubject(mail.subject);
}

function readQuoted(text: string, subject: string): Forwarded | null {
  const whole = text.split('\n', remarkLines + headerLines);
  const lines = whole.map(unquoted);
  const marked = isForwardSubject(subject);
  for (let at = 0; at < lines.length && at < remarkLines; at++) {
    const mark = markAt(lines, at, marked);
    // Quoted lines of an answer may hold an old forward; Apple Mail quotes its new ones, and then the subject says so.
    if (mark === null || (!marked && lines[at] !== whole[at])) continue;
    const header = readHeader(lines, mark);
    const from = header && senderOf(header.values.get('from') ?? '');
    if (!header || !from || header.values.size < 2) continue;
    return {
      ...from,
      subject: header.values.get('subject')?.trim() ?? '',
      date: parseMailDate(header.values.get('date')?.trim() ?? null),
      remark: remarkOf(whole.slice(0, at)),
      text: bodyFrom(text, header.end),
      how: 'quoted',
    };
  }
  return null;
}

/**
 * Line at which a quoted header may begin, or null. Behind a mark that says "forwarded" always; Outlook writes none, so there
 * the subject must say it, as with the "original message" of telephones.
 */
function markAt(lines: readonly string[], at: number, marked: boolean): number | null {
  const line = lines[at] ?? '';
  if (isForwardLine(line)) return afterMark(lines, at);
  if (!marked) return null;
  if (isOriginalMessageLine(line)) return afterMark(lines, at);
  if (isRule(line)) return null;
  const kind = readLabel(line)?.kind;
  return kind === 'from' || kind === 'date' ? at : null;
}

/** Seen in practice (Samsung): the first label on the line of the mark itself. */
function afterMark(lines: readonly string[], at: number): number {
  return /[-_=*]{2,}\s*\p{L}{2,20}\s?[:：]/u.test(lines[at] ?? '') ? at : at + 1;
}

type Header = { values: Map<HeaderKind, string>; end: number };

function readHeader(lines: readonly string[], start: number): Header | null {
  const values = new Map<HeaderKind, string>();
  let last: HeaderKind | null = null;
  let at = start;
  for (; at < lines.length && at < start + headerLines; at++) {
    const line = (lines[at] ?? '').replace(/^\s*[-_=*]{2,}.{0,100}[-_=*]{2,}\s*(?=\p{L}{2,20}\s?[:：])/u, '');
    if (line.trim() === '') {
      // Paragraphs in HTML put a blank line between the labels; any other blank ends the header.
      if (values.size > 0 && labelAt(lines, at + 1, values) === null) break;
      continue;
    }
    const label = readLabel(line);
    if (label && !values.has(label.kind)) {
      values.set(label.kind, label.value);
      last = label.kind;
    } else if (label) last = null;
    else if (last !== null && values.size > 0) values.set(last, `${values.get(last) ?? ''} ${line.trim()}`);
    else return null;
  }
  return values.has('from') ? { values, end: at } : null;
}

/** A label that has not been seen yet: behind a blank line, "Date: ..." in the letter itself is no header. */
function labelAt(
  lines: readonly string[],
  at: number,
  seen: ReadonlyMap<HeaderKind, string>,
): LabelLine | null {
  const label = readLabel(lines[at] ?? '');
  return label !== null && label.kind !== 'other' && !seen.has(label.kind) ? label : null;
}

function unquoted(line: string): string {
  return line.slice(0, mailLimits.quoteLineLength).replace(/^(?:\s{0,3}[>＞])+\s?/, '');
}

/** Seen in practice: "Ada [mailto:ada@example.com]", "<ada@example.com<mailto:ada@example.com>>", stars of bold print. */
function senderOf(value: string): MailAddress | null {
  const plain = value
    .slice(0, mailLimits.quoteLineLength)
    .replace(/\[mailto:([^\]\s]{3,320})\]/i, '<$1>')
    .replace(/<?mailto:[^>\s]{3,320}>+/gi, '>')
    .replace(/[*_]{1,2}(?=$|\s|<)|^[*_]{1,2}/g, '')
    .replace(/>{2,}/g, '>')
    .trim();
  const [found] = parseAddressList(/^[^<]*@[^<]*>$/.test(plain) ? plain.slice(0, -1) : plain);
  return found && found.address !== '' ? found : null;
}

/** Without the line that Outlook on the web draws below it. */
function remarkOf(lines: readonly string[]): string {
  const last = lines.findLastIndex((line) => line.trim() !== '' && !isRule(line));
  return lines
    .slice(0, last + 1)
    .join('\n')
    .trim();
}

/** Everything behind line `end`; where all of it is quoted, without its marks. */
function bodyFrom(text: string, end: number): string {
  let position = 0;
  for (let line = 0; line < end && position >= 0; line++) {
    const next = text.indexOf('\n', position);
    position = next < 0 ? text.length : next + 1;
  }
  const body = text.slice(position).trim();
  const lines = body.split('\n');
  const quoted = lines.every((line) => line.trim() === '' || /^\s{0,3}[>＞]/.test(line));
  return quoted
    ? lines
        .map((line) => line.replace(/^\s{0,3}[>＞]\s?/, ''))
        .join('\n')
        .trim()
    : body;
}
