import type { HtmlLine } from './html-lines.ts';
import { attributionLength, isHeaderBlock } from './quote-marks.ts';
import { isMobileLine } from './signature.ts';

/** A line with what its HTML says about it; plain text has no marks. */
export type Line = {
  text: string;
  quoted: 'no' | 'maybe' | 'yes';
  mark: HtmlLine['mark'];
  signature: boolean;
};

/** What a line is: nothing, new text, quoted, or the beginning of history that runs to the end. */
export type Kind = 'blank' | 'text' | 'quote' | 'attribution' | 'cut' | 'forward';

/** A run of lines that stay or go together. */
export type Segment = {
  kind: 'text' | 'quote';
  start: number;
  end: number;
  attributed: boolean;
  hard: boolean;
};

/** Quoted lines at the top that are so few are what the writer chose to answer. */
const SHORT_EXCERPT = 3;

/** Groups lines to runs of new text and runs of quote; blank lines go with what stands before them. */
export function toSegments(lines: readonly Line[], kinds: readonly Kind[]): Segment[] {
  const segments: Segment[] = [];
  for (let i = 0; i < lines.length; i++) {
    const kind = kinds[i] ?? 'text';
    const last = segments[segments.length - 1];
    if (kind === 'blank' && last) {
      last.end = i + 1;
      continue;
    }
    const isQuote = kind === 'quote' || kind === 'attribution' || kind === 'cut';
    const wanted = isQuote || isBrokenQuote(lines, kinds, i, last) ? 'quote' : 'text';
    const opensNew = kind === 'attribution' && last?.kind === 'quote' && !last.attributed;
    if (last && last.kind === wanted && !opensNew) {
      last.end = i + 1;
      if (kind === 'attribution') last.attributed = true;
      if (kind === 'cut') last.hard = true;
    } else
      segments.push({
        kind: wanted,
        start: i,
        end: i + 1,
        attributed: kind === 'attribution',
        hard: kind === 'cut',
      });
  }
  for (const segment of segments) {
    if (segment.kind === 'quote' && !segment.hard && beginsWithAttribution(segment, lines))
      segment.attributed = true;
  }
  return segments.filter(
    (segment) =>
      segment.kind === 'quote' ||
      lines.slice(segment.start, segment.end).some((line) => line.text.trim() !== ''),
  );
}

/** Seen in practice: programs that put the attribution or the header block behind the quote marks, too. */
function beginsWithAttribution(segment: Segment, lines: readonly Line[]): boolean {
  const inner = lines
    .slice(segment.start, Math.min(segment.end, segment.start + 20))
    .map((line) => line.text.replace(/^\s{0,3}[>＞]\s?/, ''));
  const start = inner.findIndex((text) => text.trim() !== '');
  const source = { text: (index: number) => inner[index] ?? '', isQuoted: () => false, count: inner.length };
  return start >= 0 && (attributionLength(source, start) > 0 || isHeaderBlock(source, start));
}

/**
 * A line without `>` inside a quote that a program wrapped: the line before it is long or left a link open, nothing
 * blank stands between, and the quote goes on right behind it.
 */
function isBrokenQuote(
  lines: readonly Line[],
  kinds: readonly Kind[],
  index: number,
  last: Segment | undefined,
): boolean {
  if (
    last?.kind !== 'quote' ||
    kinds[index] !== 'text' ||
    kinds[index - 1] !== 'quote' ||
    kinds[index + 1] !== 'quote'
  )
    return false;
  const before = (lines[index - 1]?.text ?? '').replace(/^[\s>]+/, '');
  const text = (lines[index]?.text ?? '').trim();
  if (/^[<(]?https?:|^\(http/.test(text)) return true;
  const open =
    before.lastIndexOf('(') > before.lastIndexOf(')') || before.lastIndexOf('<') > before.lastIndexOf('>');
  if (open && /[)>]/.test(text)) return true;
  return before.length >= 60 && /^[\p{Ll}\d(]/u.test(text) && !/[.!?:]$/.test(before);
}

/** Decides for every segment whether it stays in view. */
export function chooseKept(segments: readonly Segment[], isHtml: boolean, lines: readonly Line[]): boolean[] {
  // A signature below the history is no answer to it.
  const lastText = segments.findLastIndex(
    (segment) => segment.kind === 'text' && !isSignatureOnly(segment, lines),
  );
  const firstQuote = segments.findIndex((segment) => segment.kind === 'quote');
  const lastQuote = segments.findLastIndex((segment) => segment.kind === 'quote');
  const interleaved = segments.some(
    (segment, index) =>
      segment.kind === 'text' &&
      index > firstQuote &&
      firstQuote >= 0 &&
      index < lastQuote &&
      !segments[lastQuote]?.hard,
  );
  return segments.map((segment, index) => {
    if (segment.kind === 'text') return true;
    // Answers between the quotes make no sense without them: keep all up to the last answer.
    if (interleaved && index < lastText) return true;
    if (segment.hard || segment.attributed) return false;
    const isLast = index === lastQuote;
    // Quoted lines at the top with an answer below.
    if (index === 0 && lastText > 0) return countLines(segment, lines) <= SHORT_EXCERPT;
    if (index > lastText)
      return isLast ? !isHtml && countLines(segment, lines) < 2 : segments[index + 1]?.attributed === true;
    // In the middle without an attribution: an excerpt the writer chose (text), or a block a program made (HTML).
    return !(isHtml && isLast && index < lastText);
  });
}

function isSignatureOnly(segment: Segment, lines: readonly Line[]): boolean {
  const first = lines.slice(segment.start, segment.end).find((line) => line.text.trim() !== '');
  return (
    first !== undefined &&
    segment.start > 0 &&
    (/^(?:-- ?|_{2,})$/.test(first.text.trimStart()) || isMobileLine(first.text.trim()))
  );
}

function countLines(segment: Segment, lines: readonly Line[]): number {
  return lines.slice(segment.start, segment.end).filter((line) => line.text.trim() !== '').length;
}
