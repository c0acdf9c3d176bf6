import { mailLimits } from './limits.ts';
import { FORWARDED, HEADER_LABELS, type HeaderKind, ORIGINAL_MESSAGE, SELF, WROTE } from './quote-words.ts';

/**
 * Recognises the lines that introduce quoted history or a forwarded mail. Every rule looks at a bounded number of
 * lines of bounded length, so a whole text is read in linear time.
 */

const WROTE_ANYWHERE = new RegExp(
  `(?:^|[\\s>"'),.\\]>\\d])(?:${WROTE})(?=$|[\\s:：,<"'(\\-])|(?:写道|寫道|写到|のメール|書きました|작성|메시지)`,
  'iu',
);
const EMAIL = /[^\s<>()[\]"',;:]{1,128}@[^\s<>()[\]"',;:]{1,190}/;
const DATE =
  /\d{1,4}\s?[./-]\s?\d{1,2}|\d{1,2}[.\s]*(?:de |di )?\p{L}{3,12}\.?[,\s]*(?:de |del )?\d{2,4}|\p{L}{3,10}\.? \d{1,2}(?:,|\s\d{4}|\sat\s)|\d{4}\s?[年년]|\d{1,2}[:.]\d{2}|\p{L}{3,9}-\d{1,2}-\d{2}|\d{1,2}\s?thg|\d{1,2} tháng/u;
const TIME = /\d{1,2}\s?[:.hH時시]\s?\d{2}|\d{1,2}\s?(?:am|pm|Uhr|h)\b/u;
/** "Ada Example <ada@example.com> wrote:" and nothing else says enough without a date. */
const NAME_ADDRESS_VERB = new RegExp(`^[^<>:]{1,80}<[^<>\\s]+@[^<>\\s]+>\\s(?:${WROTE})\\s?[:：]$`, 'iu');
const YEAR = /(?:19|20)\d{2}/;
const ATTRIBUTION_LINES = 6;

/** What stands around a candidate attribution. */
export type LineSource = { text(index: number): string; isQuoted(index: number): boolean; count: number };

/** Number of lines from `index` on that are an attribution ("On ..., X wrote:"), 0 for none. */
export function attributionLength(lines: LineSource, index: number): number {
  const first = strip(lines.text(index));
  if (first === '' || first.length > mailLimits.quoteLineLength) return 0;
  if (!mayBeginAttribution(first)) return 0;
  let joined = '';
  let blanks = 0;
  for (let count = 1; count <= ATTRIBUTION_LINES && index + count <= lines.count; count++) {
    const at = index + count - 1;
    const text = strip(lines.text(at));
    // A '>' that closes an address opened on a line above is no quote mark.
    const closesAngle =
      /^>\s*\p{L}+\s?[:：]$/u.test(text) &&
      joined.lastIndexOf('<') > joined.lastIndexOf('>', joined.length - 2);
    if (lines.isQuoted(at) && !closesAngle) return 0;
    if (text === '') {
      if (++blanks > 2 || !DATE.test(first) || !/^(?:on|am|le|el|il|op|den|på|em|w|dnia)\b/i.test(first))
        return 0;
      continue;
    }
    joined = joined === '' ? text : `${joined} ${text}`;
    if (joined.length > 500) return 0;
    const followed = isFollowedByQuote(lines, at + 1);
    // Every form ends like this or stands above quoted lines; all else is not worth the patterns.
    if ((followed || /[:：]$|[-_=*]{2,}$|\swrote$/.test(joined)) && isAttribution(joined, followed))
      return count;
    // A sentence that ended is no attribution that goes on.
    if (/[.!?]$/.test(text) && !/(?:\b\p{L}{1,5}|\d{1,2})\.$/u.test(text)) return 0;
  }
  return 0;
}

/** Cheap test that spares most lines the joining. */
function mayBeginAttribution(text: string): boolean {
  return (
    /\d/.test(text.slice(0, 60)) ||
    text.includes('@') ||
    WROTE_ANYWHERE.test(text) ||
    /^(?:quoting|zitat|citando|selon|citat|citazione|citaat)/i.test(text)
  );
}

function isFollowedByQuote(lines: LineSource, from: number): boolean {
  for (let i = from; i < lines.count && i < from + 6; i++) {
    if (lines.isQuoted(i)) return true;
    if (lines.text(i).trim() !== '') return false;
  }
  return false;
}

/** Decides on the joined lines. `followed` says that quoted lines come next, which allows weaker evidence. */
function isAttribution(text: string, followed: boolean): boolean {
  const bare = text
    .replace(/^[-_=~*]{2,}\s*/, '')
    .replace(/\s*[-_=~*]{2,}$/, '')
    .replace(/[*_]+/g, '')
    .trim();
  const dashed = bare !== text && /^-{2,}/.test(text) && /-{2,}$/.test(text);
  const ends = /[:：]$/.test(bare);
  const hasEmail = EMAIL.test(bare);
  const hasDate = DATE.test(bare);
  const hasTime = TIME.test(bare);
  if (followed && /^(?:at|on)\b.{4,60}\byou wrote\s?:$/i.test(bare)) return true;
  if (SELF.test(bare)) return false;
  if (NAME_ADDRESS_VERB.test(bare)) return true;
  if (WROTE_ANYWHERE.test(bare)) {
    if (dashed && (followed || hasDate)) return bare.length < 200;
    // Seen in practice: "On Wed, 14 Nov 2018 08:14:43 -0200 Ada <ada@example.com> wrote" without a colon.
    if (!ends && hasEmail && hasTime && /^on\s.*>\swrote$/i.test(bare)) return true;
    if (!ends && !(followed && hasDate)) return false;
    if (followed)
      return (
        hasDate ||
        hasEmail ||
        (ends &&
          bare.length < 80 &&
          /(?:wrote|schrieb|écrit|escribió|skrev|kirjoitti|scritto|schreef|escreveu|написал|пишет)\s*[:：]$/iu.test(
            bare,
          ))
      );
    return hasDate && (hasEmail || hasTime || YEAR.test(bare)) && bare.length < 300 && looksFramed(bare);
  }
  if (/^(?:quoting|zitat von|citando a?|selon|citat (?:från|fra|av)|citazione|citaat van)\b/i.test(bare))
    return ends && followed;
  // Whatever the language: somebody's address at the end, a date, a time, and quoted lines behind it.
  if (followed && hasDate && hasTime && bare.length < 300 && /@[^\s<>()]{1,190}[>)\]]+\s*[:：]$/.test(bare))
    return true;
  // Programs that write no verb: "2014-10-17 11:28 GMT+03:00 Name <a@b>:" and its relatives in many languages.
  const startsWithDate = /^\d{1,2}:\d{2}|^(?:\p{L}{1,16}\.?,?\s)?\p{L}{0,9}\.?\s?\d{1,4}[\s./,年년-]/u.test(
    bare,
  );
  if (!hasEmail || !startsWithDate || !hasDate) return false;
  if (ends && hasTime && /(?:[>\])"]|\sby \S{3,200})\s*[:：]$/.test(bare)) return true;
  return followed && (ends || /<[^<>\s]+@[^<>\s]+>$/.test(bare));
}

/** Without quoted lines behind it, an attribution must begin or end like one, not like a sentence about a date. */
function looksFramed(text: string): boolean {
  const tail = text.replace(/\s*[:：]$/, '');
  if (
    new RegExp(
      `(?:${WROTE})(?: the following| folgendes| het volgende geschreven| följande| følgende)?$`,
      'iu',
    ).test(tail)
  )
    return true;
  if (/[>)\]]$/.test(tail) || TIME.test(tail.slice(-24)) || YEAR.test(tail.slice(-12))) return true;
  return (
    /^(?:on|am|le|el|il|op|den|på|em|w dniu|dnia|dne|vào|pada|στις|il giorno)\b/iu.test(text) &&
    EMAIL.test(text)
  );
}

/** Column at which an English attribution begins behind reply text on the same line, or -1. */
export function inlineAttributionColumn(text: string): number {
  if (text.length > mailLimits.quoteLineLength || !/\bwrote\s*:\s*$/.test(text)) return -1;
  const match =
    /[\s-]-*\s?(On (?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? |(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d|\d{1,4}[\s./-]))/.exec(
      text,
    );
  if (!match || text.slice(0, match.index).trim() === '') return -1;
  return match.index;
}

/** True for "-----Original Message-----" and its translations. */
export function isOriginalMessageLine(text: string): boolean {
  const phrase = dashedPhrase(text);
  return phrase !== null && ORIGINAL_MESSAGE.has(phrase);
}

/** True for "---------- Forwarded message ---------", "Begin forwarded message:" and their translations. */
export function isForwardLine(text: string): boolean {
  if (text.length > 500) return false;
  const phrase = dashedPhrase(text);
  if (phrase !== null) return FORWARDED.has(phrase) || /^forwarded by /.test(phrase);
  const colon = /^\W{0,3}(.{5,60}?)\s?[:：]$/u.exec(text.trim());
  return (
    colon?.[1] !== undefined &&
    FORWARDED.has(colon[1].normalize('NFC').toLowerCase()) &&
    !/^forwarded by$/i.test(colon[1])
  );
}

/** True for the line of a help desk that asks to reply above it. */
export function isReplyAboveLine(text: string): boolean {
  return (
    text.length < 200 &&
    /^[\s>]*[#\-=*_~<[]{2,}.*(?:reply|respond|type|write|antwort|schreiben|répon|respond|rispond|svar|vastaa|antwoord|返信).*(?:above|below this line|oberhalb|über|dessus|encima|arriba|sopra|acima|ovanför|ovenfor|boven|yläpuolelle|より上).*[#\-=*_~>\]]{2,}\s*$/i.test(
      text,
    ) &&
    !/feedback/i.test(text)
  );
}

function dashedPhrase(text: string): string | null {
  if (text.length > 500) return null;
  // Seen in practice (Samsung): the first label on the same line, "---- Original message ----From: Ada ...".
  const match =
    /^[\s>]*[-_=*—–─‐‑]{2,}\s?[<*]?\s*([^-_=*—–─‐‑\s].{2,70}?)\s*[>*]?\s?[-_=*—–─‐‑]{2,}\s*(?:\p{L}{2,20}\s?[:：].*)?$/u.exec(
      text,
    );
  return match?.[1] === undefined
    ? null
    : match[1]
        .normalize('NFC')
        .toLowerCase()
        .replace(/\s+/g, ' ')
        .replace(/[:：]$/, '');
}

export type LabelLine = { kind: HeaderKind; value: string };

/** "From: Ada" in any language of `quote-words.ts`; null for every other line. */
export function readLabel(text: string): LabelLine | null {
  if (text.length > mailLimits.quoteLineLength) return null;
  const match = /^[\s>]*[*_]{0,2}([^:：*_<>@\d]{1,24}?)\s?[*_]{0,2}\s?[:：]\s?[*_]{0,2}\s*(.*)$/u.exec(text);
  if (!match?.[1]) return null;
  const label = match[1].normalize('NFC').toLowerCase().trim();
  for (const [kind, names] of HEADER_LABELS) if (names.has(label)) return { kind, value: match[2] ?? '' };
  return null;
}

/** True when a block of "From: / Sent: / To: / Subject:" begins at this line. */
export function isHeaderBlock(lines: LineSource, index: number): boolean {
  const first = readLabel(lines.text(index));
  if (!first || (first.kind !== 'from' && first.kind !== 'date')) return false;
  const kinds = new Set<HeaderKind>();
  let from = '';
  let date = '';
  let misses = 0;
  for (let i = index; i < lines.count && i < index + 16 && misses < 2; i++) {
    const text = lines.text(i);
    if (text.trim() === '') {
      // Paragraphs in HTML put a blank line between the labels; two blanks end the block.
      if (++misses > 1) break;
      continue;
    }
    const label = readLabel(text);
    if (!label) {
      misses++;
      if (i === index + 1) from += ` ${text}`;
      continue;
    }
    misses = 0;
    kinds.add(label.kind);
    if (label.kind === 'from') from += label.value;
    if (label.kind === 'date') date += label.value;
    // Seen in practice: HTML without line breaks between the labels.
    for (const inner of label.value.matchAll(/\s(\p{L}{2,20})\s?:\s([^:]{0,80})/gu)) {
      const more = readLabel(`${inner[1]}: ${inner[2]}`);
      if (more) kinds.add(more.kind);
      if (more?.kind === 'date') date += more.value;
    }
  }
  const total = [...kinds].filter((kind) => kind !== 'other').length;
  if (total >= 3) return kinds.has('from') ? true : kinds.has('date') && (YEAR.test(date) || TIME.test(date));
  if (total < 2) return false;
  const fromIsAddress = kinds.has('from') && (EMAIL.test(from) || /mailto:/i.test(from));
  const dateIsDate = kinds.has('date') && YEAR.test(date) && TIME.test(date);
  return fromIsAddress || (dateIsDate && (kinds.has('to') || kinds.has('from')));
}

/** True when the line is a label of any language, as above quoted history of programs we have no words for. */
export function looksLikeLabel(text: string): boolean {
  return /^[\s*_]*\p{L}[\p{L}\s.'-]{0,28}[*_]{0,2}\s?[:：][*_]{0,2}\s*\S/u.test(text);
}

/** True for a line of underscores or dashes that stands above a header block. */
export function isRule(text: string): boolean {
  return text.length < 200 && /^\s*(?:[-_=*─—–‐‑]\s?){4,}\s*$/.test(text);
}

function strip(text: string): string {
  return text
    .replace(/\u00a0/g, ' ')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
}
