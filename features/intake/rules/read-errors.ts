/** Error texts in quotation marks or behind "error message:", and error codes behind "error" or of a known shape. */
import { isBlank } from '#platform/text/characters.ts';
import { placeInSource } from '#platform/text/fold.ts';
import type { Candidate } from './fact.ts';
import type { FactSource } from './fact-source.ts';
import { hasAnyShape } from './shapes.ts';

const READER = 'errors';
const PAIRS: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '”',
  '„': '“”"',
  '«': '»',
  '»': '«',
  '”': '”',
  '「': '」',
  '『': '』',
  '‚': "'",
  '‹': '›',
  '＂': '＂',
};
/** No dialog says more; a longer quotation is somebody's speech. */
const LONGEST_TEXT = 200;
const MOST_TEXTS = 20;
/** How far the word "error" or "shows" may stand from the quotation. */
const CUE_BEFORE = 90;
const CUE_BEHIND = 50;

export function readErrors(source: FactSource): Candidate[] {
  const texts = [...readQuoted(source), ...readUnquoted(source)];
  return [...texts, ...readCodes(source, texts)];
}

function readQuoted(source: FactSource): Candidate[] {
  const { text } = source;
  const found: Candidate[] = [];
  for (let at = 0; at < text.length && found.length < MOST_TEXTS; at += 1) {
    const sign = text[at] ?? '';
    const closing = PAIRS[sign] ?? (sign === "'" && isOpening(text, at) ? "'" : null);
    if (closing === null || closing === undefined) continue;
    const end = closingAt(text, at + 1, closing);
    if (end === null) continue;
    if (isErrorQuote(source, at, end, sign)) {
      const [start, stop] = [at + 1, end];
      found.push({
        key: 'error.text',
        value: source.written(start, stop),
        start,
        end: stop,
        confidence: 0.88,
        reader: READER,
      });
    }
    at = end;
  }
  return found;
}

function isOpening(text: string, at: number): boolean {
  return (at === 0 || isBlank(text, at - 1) || '(:'.includes(text[at - 1] ?? '')) && !isBlank(text, at + 1);
}

function closingAt(text: string, from: number, closing: string): number | null {
  const most = Math.min(text.length, from + LONGEST_TEXT);
  for (let at = from; at < most; at += 1) {
    const sign = text[at] ?? '';
    if (sign === '\n' && text[at + 1] === '\n') return null;
    if (!closing.includes(sign)) continue;
    // An apostrophe inside a word closes nothing.
    if (sign === "'" && at + 1 < text.length && /[a-z]/.test(text[at + 1] ?? '')) continue;
    return at > from + 2 ? at : null;
  }
  return null;
}

function isErrorQuote(source: FactSource, start: number, end: number, sign: string): boolean {
  const { text } = source;
  const inside = text.slice(start + 1, end);
  const sentence = source.sentence(start);
  const from = Math.max(sentence.start, start - CUE_BEFORE);
  const to = Math.min(text.length, end + CUE_BEHIND);
  const names = source.has(['error'], from, start) || source.has(['error'], start, end);
  const shows =
    source.before(['shows'], start, from) !== null ||
    source.has(['shows'], end, to) ||
    source.has(['error'], end, to);
  if (!names && !shows && !isDialog(source, start, end)) return false;
  // What a person said is no error: "your colleague said 'reset it'".
  const said = source.reading.cues.length > 0 && isSpeech(source, from, start);
  if (said && !names) return false;
  const words = source.gap(start + 1, end);
  if (sign === "'" && !names) return false;
  return words >= 2 || names || /\d/.test(inside);
}

/** A quotation that says that something failed, behind a colon, or that is all of the text: a subject. */
function isDialog(source: FactSource, start: number, end: number): boolean {
  if (source.gap(start + 1, end) < 2 && !source.language.unspaced) return false;
  if (source.has(['failure'], start + 1, end)) return true;
  const before = source.text.slice(Math.max(0, start - 3), start).trimEnd();
  return (end - start) * 10 > source.text.length * 7 && (before === '' || before.endsWith(':'));
}

function isSpeech(source: FactSource, from: number, to: number): boolean {
  const { cues } = source.reading;
  let low = 0;
  let high = cues.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cues[middle]?.start ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at < cues.length; at += 1) {
    const cue = cues[at];
    if (cue === undefined || cue.start >= to) return false;
    if (cue.value === 'advised') return true;
  }
  return false;
}

/** "Error message: Connection timed out." to the end of the sentence; "it says Unable to connect". */
function readUnquoted(source: FactSource): Candidate[] {
  const { text } = source;
  const found: Candidate[] = [];
  for (const cue of [...source.tagged('error'), ...source.tagged('shows')]) {
    if (found.length >= MOST_TEXTS) break;
    const isShow = cue.value === 'shows';
    const colon = /^\s{0,2}[:：]\s{0,3}/.exec(text.slice(cue.end, cue.end + 6));
    if (colon === null && !isShow) continue;
    if (isShow && source.language.unspaced) continue;
    let start = cue.end + (colon?.[0].length ?? 0);
    while (start < text.length && isBlank(text, start) && text[start] !== '\n') start += 1;
    if (PAIRS[text[start] ?? ''] !== undefined || text[start] === "'") continue;
    const original = source.reading.folded.source[placeInSource(source.reading.folded, start)] ?? '';
    const isCapital = original !== original.toLowerCase();
    if (isShow && !isCapital) continue;
    if (isShow && colon === null && source.language.tag === 'de') continue;
    const end = endOfText(text, start, source.sentence(start).end);
    const words = source.gap(start, end);
    // A code alone is no text.
    if (!source.language.unspaced && !/\s/.test(text.slice(start, end))) continue;
    if (words < 2 || words > 16 || end - start > LONGEST_TEXT) continue;
    if (
      !isShow &&
      !/error|fehler|meld|message|erreur|virhe|ilmoi|mensaje|エラー|メッセージ/.test(
        text.slice(cue.start, cue.end),
      )
    )
      continue;
    found.push({
      key: 'error.text',
      value: source.written(start, end),
      start,
      end,
      confidence: isShow ? 0.6 : 0.75,
      reader: READER,
    });
  }
  return found;
}

function endOfText(text: string, start: number, sentenceEnd: number): number {
  let end = start;
  while (
    end < sentenceEnd &&
    text[end] !== '\n' &&
    !';。、'.includes(text[end] ?? ' ') &&
    !(text[end] === ',' && isBlank(text, end + 1))
  )
    end += 1;
  while (end > start && (isBlank(text, end - 1) || '.!,'.includes(text[end - 1] ?? ' '))) end -= 1;
  return end;
}

function readCodes(source: FactSource, texts: readonly Candidate[]): Candidate[] {
  const { shapes } = source.device;
  const { text } = source;
  return source.codes.flatMap((code): Candidate[] => {
    const made = (confidence: number): Candidate[] => [
      {
        key: 'error.code',
        value: source.written(code.start, code.end),
        start: code.start,
        end: code.end,
        confidence,
        reader: READER,
      },
    ];
    if (hasAnyShape(code.text, [...shapes.order, ...shapes.claim, ...shapes.serial])) return [];
    if (hasAnyShape(code.text, shapes.error)) return made(0.93);
    if (isInBrackets(source, code.start, code.end)) return made(0.85);
    if (!isCodeLike(code.text) || source.inDate(code.start, code.end)) return [];
    // "error 12:33", "error 133,5": a time of day and a measure.
    if (/^[:,]\d/.test(text.slice(code.end, code.end + 2))) return [];
    const next = text.slice(code.end, code.end + 4).trimStart();
    if (/^[%€$£°¥]/.test(next) || source.has(['count'], code.end, code.end + 2)) return [];
    // "133エラー"
    if (source.language.unspaced && source.after(['code'], code.end, code.end + 1) !== null)
      return made(0.85);
    const cue = source.before(['code', 'error'], code.start, Math.max(0, code.start - 40));
    if (cue === null) return [];
    const between = text.slice(cue.end, code.start);
    if (
      !/^[\s:#(=.\-"“„«「'°º]*(?:code|nr|no|number|n|koodi|is|ist|est|on|es|lautet|is|numero|nummer|は|に|code is|:|=|status|gatt|de|gatt error|id|\d)?[\s:#(=.\-"“„«「'°º]*$/.test(
        between,
      )
    )
      return [];
    const quoted = texts.find((one) => one.start <= code.start && one.end >= code.end);
    // "Error 500" in quotation marks is the wording, not a code beside it.
    if (quoted !== undefined && source.gap(quoted.start, quoted.end) <= 2) return [];
    return quoted !== undefined || isBareCode(source, cue.start, cue.end, code.start) ? made(0.88) : [];
  });
}

/** "Connection failed (133)" */
function isInBrackets(source: FactSource, start: number, end: number): boolean {
  const { text } = source;
  const isInside = '(（'.includes(text[start - 1] ?? ' ') && ')）'.includes(text[end] ?? ' ');
  if (!isInside || !/^(?:0x[0-9a-f]{1,8}|\d{1,5})$/.test(text.slice(start, end))) return false;
  return source.has(['failure', 'error'], Math.max(0, start - 40), start) && !source.inDate(start, end);
}

/** "133", "0x85", "E-204", "CB14": at most five digits, no version, no long number. */
function isCodeLike(code: string): boolean {
  const digits = code.replaceAll(/\D/g, '').length;
  if (digits === 0 || code.includes('.') || code.includes('/')) return false;
  if (/^0x[0-9a-f]{1,8}$/.test(code)) return true;
  if (/^\d+$/.test(code)) return code.length <= 5;
  return (
    /^[a-z]{1,10}(?:[-_][a-z]{1,10}){0,3}[-_]?\d{1,5}[a-z]?$/.test(code) || /^\d{1,4}-\d{1,4}$/.test(code)
  );
}

/** A sign-in or voucher code is no error: the word "code" alone needs an error in the sentence. */
function isBareCode(source: FactSource, cueStart: number, cueEnd: number, codeStart: number): boolean {
  const word = source.text.slice(cueStart, cueEnd);
  if (/err|fehler|virhe|エラー|status|fault/.test(word)) return true;
  const sentence = source.sentence(codeStart);
  if (source.has(['otherNumber'], sentence.start, sentence.end)) return false;
  // A short number behind "code" in the mail of somebody in trouble; sign-in codes are longer.
  if (/^\d{1,4}\b/.test(source.text.slice(codeStart, codeStart + 5)) && /cod|kood|コード/.test(word))
    return true;
  return source
    .tagged('error')
    .some(
      (hit) =>
        hit.start >= sentence.start &&
        hit.start < sentence.end &&
        /err|fehler|virhe|エラー/.test(source.text.slice(hit.start, hit.end)),
    );
}
