import { decodeText } from './charset.ts';
import { decodeHeaderValue } from './encoded-words.ts';

/** A structured value such as `text/plain; charset=utf-8`: the value in lower case and its decoded parameters. */
export type StructuredHeader = { value: string; params: Map<string, string> };

const MAX_PARAMS = 60;

/**
 * Reads Content-Type and Content-Disposition (RFC 2045 5.1, RFC 2183) with RFC 2231 charsets and continuations.
 * Seen in practice and read here: encoded words in parameters, unquoted values with blanks, missing semicolons' values,
 * a missing closing quote.
 */
export function parseStructuredHeader(raw: string): StructuredHeader {
  const semicolon = separatorOf(raw);
  const head = decodeHeaderValue(semicolon < 0 ? raw : raw.slice(0, semicolon));
  const params = new Map<string, string>();
  if (semicolon >= 0) combine(splitParams(raw.slice(semicolon + 1)), params);
  return {
    value: stripComments(head)
      .trim()
      .toLowerCase()
      .replace(/^["']|["']$/g, ''),
    params,
  };
}

/** Where the parameters begin: the first ';', or the blank of "text/plain charset=utf-8" that was meant as one. */
function separatorOf(raw: string): number {
  const semicolon = raw.indexOf(';');
  const bare = /^[ \t]*[\w.+-]+(?:\/[\w.+-]+)?[ \t](?=[ \t]*[\w*-]+=)/.exec(raw.slice(0, 200));
  return bare && (semicolon < 0 || bare[0].length < semicolon) ? bare[0].length - 1 : semicolon;
}

type RawParam = { name: string; value: string; quoted: boolean };

function splitParams(text: string): RawParam[] {
  const params: RawParam[] = [];
  let at = 0;
  while (at < text.length && params.length < MAX_PARAMS) {
    const equals = text.indexOf('=', at);
    if (equals < 0) break;
    let nameStart = at;
    const semi = text.lastIndexOf(';', equals);
    if (semi >= nameStart) nameStart = semi + 1;
    const name = text.slice(nameStart, equals).trim().toLowerCase();
    let from = equals + 1;
    while (text[from] === ' ' || text[from] === '\t') from++;
    if (text[from] === '"') {
      const { value, end } = readQuoted(text, from);
      params.push({ name, value, quoted: true });
      const following = text.indexOf(';', end);
      at = following < 0 ? text.length : following + 1;
    } else {
      let stop = unquotedEnd(text, from);
      if (stop < 0) stop = text.length;
      params.push({ name, value: text.slice(from, stop).trim(), quoted: false });
      at = stop + 1;
    }
  }
  return params;
}

/** A ';' ends an unquoted value, except inside an encoded word. */
function unquotedEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const semi = text.indexOf(';', at);
    const word = text.indexOf('=?', at);
    if (semi < 0 || word < 0 || semi < word) return semi;
    const wordEnd = text.indexOf('?=', word + 8);
    if (wordEnd < 0) return semi;
    at = wordEnd + 2;
  }
  return -1;
}

function readQuoted(text: string, from: number): { value: string; end: number } {
  let value = '';
  let at = from + 1;
  while (at < text.length) {
    const char = text[at];
    if (char === '"') return { value, end: at + 1 };
    // Seen in practice: Windows paths ("C:\temp\a.txt") with bare backslashes; only \" and \\ are escapes.
    if (char === '\\' && (text[at + 1] === '"' || text[at + 1] === '\\')) {
      value += text[at + 1];
      at += 2;
      continue;
    }
    value += char;
    at++;
  }
  return { value, end: at };
}

/** Puts RFC 2231 pieces (`name*0*=`, `name*1=`) together and decodes the rest as text or encoded words. */
function combine(raw: RawParam[], params: Map<string, string>): void {
  const pieces = new Map<string, { index: number; value: string; encoded: boolean }[]>();
  for (const { name, value } of raw) {
    const match = /^([^*]+)\*(?:(\d{1,4})(\*)?)?$/.exec(name);
    if (!match?.[1]) {
      if (name !== '' && !params.has(name)) params.set(name, decodeHeaderValue(value));
      continue;
    }
    const list = pieces.get(match[1]) ?? [];
    list.push({ index: Number(match[2] ?? 0), value, encoded: match[2] === undefined || match[3] === '*' });
    pieces.set(match[1], list);
  }
  for (const [name, list] of pieces) {
    list.sort((a, b) => a.index - b.index);
    params.set(name, decodePieces(list));
  }
}

function decodePieces(list: { value: string; encoded: boolean }[]): string {
  let charset: string | null = null;
  const parts = list.map((piece, order) => {
    let value = piece.value;
    if (order === 0 && piece.encoded) {
      const match = /^([\w.:+-]*)'[^']*'/.exec(value);
      if (match) {
        charset = match[1] || null;
        value = value.slice(match[0].length);
      }
    }
    return piece.encoded ? percentBytes(value) : Buffer.from(value, 'latin1');
  });
  const bytes = Buffer.concat(parts);
  const latin = bytes.toString('latin1');
  return charset === null && latin.includes('=?')
    ? decodeHeaderValue(latin)
    : decodeText(bytes, charset).text;
}

function percentBytes(value: string): Buffer {
  const out = Buffer.alloc(value.length);
  let length = 0;
  for (let i = 0; i < value.length; i++) {
    const hex = value[i] === '%' ? value.slice(i + 1, i + 3) : '';
    if (/^[0-9A-Fa-f]{2}$/.test(hex)) {
      out[length++] = Number.parseInt(hex, 16);
      i += 2;
    } else out[length++] = value.charCodeAt(i) & 0xff;
  }
  return out.subarray(0, length);
}

function stripComments(text: string): string {
  if (!text.includes('(')) return text;
  let depth = 0;
  let out = '';
  for (const char of text) {
    if (char === '(') depth++;
    else if (char === ')' && depth > 0) depth--;
    else if (depth === 0) out += char;
  }
  return out;
}
