import { htmlToLines, joinLines } from './html-lines.ts';
import { mailLimits } from './limits.ts';
import {
  attributionLength,
  inlineAttributionColumn,
  isForwardLine,
  isHeaderBlock,
  isOriginalMessageLine,
  isReplyAboveLine,
  isRule,
  type LineSource,
  looksLikeLabel,
} from './quote-marks.ts';
import { chooseKept, type Kind, type Line, toSegments } from './quote-segments.ts';
import { signatureStart } from './signature.ts';
import { isForwardSubject } from './thread-subject.ts';

/** A text told apart for reading: nothing is lost, the three parts together hold every line that matters. */
export type FoldedText = {
  /** What the writer newly wrote. */
  visibleText: string;
  signature: string;
  quotedText: string;
  /** How sure the quote was found: 'none', 'weak' by `>` alone, 'strong' by a mark of a mail program. */
  evidence: 'none' | 'weak' | 'strong';
};

/** Folds plain text. `subject` decides whether a header block is history or the mail that was forwarded. */
export function foldText(text: string, subject = ''): FoldedText {
  const lines = text
    .split('\n')
    .map((line): Line => ({ text: line, quoted: quoteMark(line), mark: null, signature: false }));
  return fold(lines, subject, false, text.trim());
}

/** `>` is a quote mark; `|` is one only below an attribution, because tables are drawn with it. */
function quoteMark(line: string): Line['quoted'] {
  if (/^\s{0,3}[>＞]/.test(line)) return 'yes';
  return /^\s{0,3}\|(?:\s|$)/.test(line) ? 'maybe' : 'no';
}

/** Folds HTML by its marks and by the same rules as text. */
export function foldHtml(html: string, subject = ''): FoldedText {
  const lines = htmlToLines(html).map(
    (line): Line =>
      line.quoted === 'no' && /^\s{0,3}>\s?\S/.test(line.text) ? { ...line, quoted: 'yes' } : line,
  );
  return fold(lines, subject, true, joinLines(lines.map((line) => line.text)));
}

function fold(input: Line[], subject: string, isHtml: boolean, whole: string): FoldedText {
  const lines = splitSharedLines(input);
  const kinds = classify(lines, subject);
  const segments = toSegments(lines, kinds);
  const kept = chooseKept(segments, isHtml, lines);
  const visible: Line[] = [];
  const quoted: string[] = [];
  let strong = false;
  segments.forEach((segment, index) => {
    const part = lines.slice(segment.start, segment.end);
    // Not spread into push: a mail of half a million short lines would not fit on the stack.
    if (kept[index]) for (const line of part) visible.push(line);
    else {
      for (const line of part) quoted.push(line.text);
      if (segment.attributed || segment.hard) strong = true;
    }
  });
  const untouched: FoldedText = { visibleText: whole, signature: '', quotedText: '', evidence: 'none' };
  const isForward = kinds.includes('forward');
  const texts = visible.map((line) => line.text);
  const start = isForward
    ? texts.length
    : signatureStart(trimEnd(texts), (index) => visible[index]?.signature ?? false);
  const visibleText = joinKept(texts.slice(0, start), isHtml);
  const signature = texts.slice(start).join('\n').trim();
  if (visibleText === '') return untouched;
  const quotedText = isHtml ? joinLines(quoted) : quoted.join('\n').trim();
  return {
    visibleText,
    signature,
    quotedText,
    evidence: quotedText === '' ? 'none' : strong ? 'strong' : 'weak',
  };
}

function joinKept(lines: readonly string[], isHtml: boolean): string {
  return isHtml
    ? joinLines(lines)
    : lines
        .join('\n')
        .replace(/^(?:[ \t]*\n)+/, '')
        .trimEnd();
}

function trimEnd(lines: readonly string[]): string[] {
  let end = lines.length;
  while (end > 0 && (lines[end - 1] ?? '').trim() === '') end--;
  return lines.slice(0, end);
}

/** "reply On Wed, ... wrote:" becomes two lines. */
function splitSharedLines(lines: Line[]): Line[] {
  const at = lines.findIndex((line) => line.quoted === 'no' && inlineAttributionColumn(line.text) > 0);
  const line = lines[at];
  if (!line) return lines;
  const column = inlineAttributionColumn(line.text);
  const rest = line.text.slice(column).trimStart();
  return [
    ...lines.slice(0, at),
    { ...line, text: line.text.slice(0, column) },
    { ...line, text: rest },
    ...lines.slice(at + 1),
  ];
}

/** Names what every line is; everything behind the first cut is history and stays unread. */
function classify(lines: readonly Line[], subject: string): Kind[] {
  const count = Math.min(lines.length, mailLimits.quoteLines);
  const source: LineSource = {
    text: (index) => lines[index]?.text ?? '',
    isQuoted: (index) => (lines[index]?.quoted ?? 'no') !== 'no',
    count,
  };
  const kinds: Kind[] = new Array(lines.length).fill('text');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (!line) continue;
    if (line.text.trim() === '') kinds[i] = 'blank';
    else if (line.quoted === 'yes') kinds[i] = 'quote';
    else if (i >= count) kinds[i] = kinds[i - 1] === 'quote' ? 'quote' : 'text';
  }
  for (let i = 0; i < count; i++) {
    const line = lines[i];
    if (!line || kinds[i] === 'blank' || kinds[i] === 'attribution') continue;
    if (kinds[i] === 'quote') {
      if (line.mark === 'cut' && i > 0) return cutFrom(kinds, lines, i);
      continue;
    }
    if (line.quoted === 'maybe') {
      if (precededByAttribution(kinds, i)) kinds[i] = 'quote';
      continue;
    }
    if (isForwardLine(line.text)) {
      kinds[i] = 'forward';
      return kinds;
    }
    const cut = cutAt(source, lines, i, subject);
    if (cut === 'forward') {
      kinds[i] = 'forward';
      return kinds;
    }
    if (cut === 'cut') return cutFrom(kinds, lines, i);
    const length = line.mark === 'attribution' ? markedLength(lines, i) : attributionLength(source, i);
    if (length === 0) continue;
    if (!quoteFollows(lines, i + length)) return cutFrom(kinds, lines, i);
    for (let k = i; k < i + length; k++) kinds[k] = 'attribution';
  }
  return kinds;
}

/** An element that programs use for the attribution is one in any language; it ends where the quote begins. */
function markedLength(lines: readonly Line[], index: number): number {
  let length = 1;
  while (
    length < 4 &&
    (lines[index + length]?.quoted ?? 'yes') === 'no' &&
    (lines[index + length]?.text.trim() ?? '') !== ''
  )
    length++;
  return length;
}

function quoteFollows(lines: readonly Line[], from: number): boolean {
  for (let i = from; i < lines.length && i < from + 8; i++) {
    const line = lines[i];
    if (!line) return false;
    if (line.quoted !== 'no') return true;
    if (line.text.trim() !== '') return false;
  }
  return false;
}

function precededByAttribution(kinds: readonly Kind[], index: number): boolean {
  for (let i = index - 1; i >= 0; i--) {
    if (kinds[i] === 'blank') continue;
    return kinds[i] === 'attribution' || kinds[i] === 'quote';
  }
  return false;
}

/** Whether history that runs to the end begins here, and whether it is the mail that was forwarded. */
function cutAt(
  source: LineSource,
  lines: readonly Line[],
  index: number,
  subject: string,
): 'cut' | 'forward' | null {
  const line = lines[index];
  if (!line) return null;
  const header = isHeaderBlock(source, index);
  const marked = line.mark === 'cut' || (line.mark === 'label-cut' && looksLikeLabel(line.text));
  if (header || marked) {
    if (forwardWithin(lines, index)) return 'forward';
    return isForwardSubject(subject) ? 'forward' : 'cut';
  }
  if (isOriginalMessageLine(line.text)) return isForwardSubject(subject) ? 'forward' : 'cut';
  return isReplyAboveLine(line.text) && index > 0 ? 'cut' : null;
}

function forwardWithin(lines: readonly Line[], index: number): boolean {
  for (let i = index; i < lines.length && i < index + 4; i++)
    if (isForwardLine(lines[i]?.text ?? '')) return true;
  return false;
}

/** Marks everything from `index` on as history, together with the rule drawn above it. */
function cutFrom(kinds: Kind[], lines: readonly Line[], index: number): Kind[] {
  let start = index;
  for (let i = index - 1; i >= 0 && i >= index - 4; i--) {
    const text = lines[i]?.text ?? '';
    if (text.trim() === '') continue;
    if (!isRule(text)) break;
    start = i;
  }
  for (let i = start; i < kinds.length; i++) kinds[i] = 'cut';
  return kinds;
}
