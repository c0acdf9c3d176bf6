import { decodeText } from './charset.ts';

/** Rounds of decoding beyond the first. Programs encode what is encoded already once; nobody does it more often. */
const furtherRounds = 2;
const WORDS =
  /=\?[\w.:+*-]{1,64}\?[bq]\?[^?]{0,1000}\?=(?:\s{0,4}=\?[\w.:+*-]{1,64}\?[bq]\?[^?]{0,1000}\?=)*/gi;

/**
 * Decodes what was encoded twice: a program that took an encoded subject for plain words and encoded it again.
 * Only whole words count; each round is linear and there are few.
 */
export function decodeHeaderAgain(value: string): string {
  let out = value;
  for (let round = 0; round < furtherRounds && out.includes('=?'); round += 1)
    out = out.replace(WORDS, (words) => (/[^ -~\s]/.test(words) ? words : decodeHeaderValue(words)));
  return out;
}

/**
 * Decodes a header value: RFC 2047 words, broken ones too, and raw 8-bit bytes.
 * `value` holds one byte per character (latin1), unfolded. Never throws; linear in the length.
 *
 * Seen in practice and read here: words next to each other whose multi-byte characters were cut between them,
 * blanks inside Q words, missing padding, missing final `?=`, words inside quotes or glued to text, and
 * values that mix words with raw UTF-8.
 */
export function decodeHeaderValue(value: string, fallbackCharset: string | null = null): string {
  if (!value.includes('=?')) return decodeRaw(value, fallbackCharset);
  let out = '';
  let pending: Word | null = null;
  let bytes: Buffer[] = [];
  let at = 0;
  const flush = (): void => {
    if (pending) out += decodeText(Buffer.concat(bytes), pending.charset).text;
    pending = null;
    bytes = [];
  };
  while (at < value.length) {
    const start = value.indexOf('=?', at);
    const word = start < 0 ? null : readWord(value, start);
    if (start < 0 || !word) {
      const end = start < 0 ? value.length : start + 2;
      flush();
      out += decodeRaw(value.slice(at, end), fallbackCharset);
      at = end;
      continue;
    }
    const between = value.slice(at, start);
    // RFC 2047 6.2: white space between two words is not shown.
    const glue: Word | null = pending && between.trim() === '' ? pending : null;
    if (!glue || !sameCharset(glue, word)) {
      flush();
      if (!glue) out += decodeRaw(between, fallbackCharset);
    }
    bytes.push(word.bytes);
    pending = word;
    at = word.end;
  }
  flush();
  return out;
}

type Word = { charset: string; bytes: Buffer; end: number };

function sameCharset(a: Word, b: Word): boolean {
  return a.charset.toLowerCase() === b.charset.toLowerCase();
}

/** Reads the word that starts at `start` ("=?"), or null when this is no word. */
function readWord(value: string, start: number): Word | null {
  const charsetEnd = value.indexOf('?', start + 2);
  if (charsetEnd < 0 || charsetEnd - start > 66 || charsetEnd === start + 2) return null;
  const charset = value.slice(start + 2, charsetEnd);
  if (!/^[\w.:+*-]+$/.test(charset)) return null;
  const encoding = value.charAt(charsetEnd + 1).toUpperCase();
  if ((encoding !== 'B' && encoding !== 'Q') || value.charAt(charsetEnd + 2) !== '?') return null;
  const textStart = charsetEnd + 3;
  let textEnd = value.indexOf('?=', textStart);
  // "=?utf-8?Q?=41?=": the text itself may begin with '=', then '?=' must not be the one before it.
  let end = textEnd + 2;
  const nextWord = value.indexOf('=?', textStart);
  if (textEnd < 0 || (nextWord >= 0 && nextWord < textEnd - 1)) {
    textEnd =
      nextWord >= 0 && nextWord < (textEnd < 0 ? value.length : textEnd)
        ? cutWord(value, textStart, nextWord)
        : value.length;
    end = textEnd;
    if (textEnd === value.length && encoding === 'Q' && value.slice(textStart).includes(' ')) {
      const blank = value.indexOf(' ', textStart);
      textEnd = blank;
      end = blank;
    }
  }
  const text = value.slice(textStart, textEnd);
  return { charset, bytes: encoding === 'B' ? decodeB(text) : decodeQ(text), end };
}

/** End of a word that lacks its "?=": before the next word, without the blanks and a lone '?' between. */
function cutWord(value: string, from: number, next: number): number {
  let end = next;
  while (end > from && (value[end - 1] === ' ' || value[end - 1] === '\t' || value[end - 1] === '?')) end--;
  return end;
}

function decodeB(text: string): Buffer {
  const clean = text.replace(/[^A-Za-z0-9+/_-]/g, '');
  // A single left-over character carries no whole byte.
  return Buffer.from(clean, 'base64');
}

function decodeQ(text: string): Buffer {
  const out = Buffer.alloc(text.length);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x5f) out[length++] = 0x20;
    else if (code === 0x3d && /^[0-9A-Fa-f]{2}$/.test(text.slice(i + 1, i + 3))) {
      out[length++] = Number.parseInt(text.slice(i + 1, i + 3), 16);
      i += 2;
    } else out[length++] = code & 0xff;
  }
  return out.subarray(0, length);
}

/** Text outside of words: ASCII, or raw bytes that RFC 6532 says are UTF-8 and old programs say are anything. */
function decodeRaw(value: string, fallbackCharset: string | null): string {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code >= 0x80 || code === 0x1b) return decodeText(Buffer.from(value, 'latin1'), fallbackCharset).text;
  }
  return value;
}
