import { cleanLine } from './clean-text.ts';
import { decodeHeaderValue } from './encoded-words.ts';
import { mailLimits } from './limits.ts';
import type { MailAddress } from './parsed-mail.ts';

/**
 * Reads an address list (RFC 5322 3.4 with groups and the obsolete forms of 4.4). Never throws; linear.
 * `value` holds one byte per character, unfolded. Structure is read before encoded words are decoded, so that a
 * decoded word can never become an address of its own (RFC 2047 6.2 and 7).
 *
 * Seen in practice and read here: semicolons between addresses, unquoted commas in names, missing brackets,
 * "user@host (Name)", blanks inside addresses, and whole `Name <address>` entries packed into one encoded word.
 */
export function parseAddressList(value: string | null, fallbackCharset: string | null = null): MailAddress[] {
  if (value === null) return [];
  const out: MailAddress[] = [];
  let heldName = '';
  for (const item of splitList(value)) {
    if (out.length >= mailLimits.addresses) break;
    const parsed = readItem(item.text, fallbackCharset);
    if (parsed.address === '' && (parsed.name === '' || /^\s*\([^()]*\)\s*$/.test(item.text))) continue;
    // Seen in practice: `Doe, John <john@example.com>` without quotes.
    if (parsed.address === '' && item.separator === ',' && !item.text.includes('=?') && heldName === '') {
      heldName = parsed.name;
      continue;
    }
    if (heldName !== '') {
      if (parsed.address !== '' && item.text.includes('<') && parsed.name !== '')
        parsed.name = cleanLine(`${heldName}, ${parsed.name}`, mailLimits.nameLength);
      else out.push({ name: heldName, address: '' });
      heldName = '';
    }
    out.push(parsed);
  }
  if (heldName !== '') out.push({ name: heldName, address: '' });
  return out;
}

type Item = { text: string; separator: string };

/** Splits at commas and semicolons outside of quotes, comments and brackets; group names and ends are dropped. */
function* splitList(value: string): Generator<Item> {
  let start = 0;
  let quote = false;
  let comment = 0;
  let angle = false;
  for (let i = 0; i < value.length; i++) {
    const char = value[i];
    if (char === '\\' && (quote || comment > 0)) i++;
    else if (quote) {
      if (char === '"') quote = false;
    } else if (comment > 0) {
      if (char === '(') comment++;
      else if (char === ')') comment--;
    } else if (char === '"') quote = value.indexOf('"', i + 1) >= 0;
    else if (char === '(') comment = value.indexOf(')', i + 1) >= 0 ? 1 : 0;
    else if (char === '<') angle = true;
    else if (char === '>') angle = false;
    else if (char === '=' && value[i + 1] === '?') i = encodedWordEnd(value, i);
    else if (char === ':' && !angle && !value.slice(start, i).includes('@')) {
      // Group name (RFC 5322 3.4): its members follow; the name itself addresses nobody.
      start = i + 1;
    } else if (char === ',' || char === ';') {
      // A comma inside <> belongs to an obsolete route, but a missing '>' must not swallow the rest.
      if (angle && char === ',' && value[start] === '<' && /^<@/.test(value.slice(start).trimStart()))
        continue;
      yield { text: value.slice(start, i), separator: char };
      start = i + 1;
      angle = false;
    }
  }
  yield { text: value.slice(start), separator: '' };
}

/** Index of the last character of the encoded word at `from`, or `from` when it is none. */
function encodedWordEnd(value: string, from: number): number {
  const match = /^=\?[^?\s]{1,66}\?[bqBQ]\?[^?]{0,998}\?=/.exec(value.slice(from, from + 1100));
  return match ? from + match[0].length - 1 : from;
}

function readItem(text: string, charset: string | null): MailAddress {
  const { phrase, comment, angle } = takeApart(text);
  if (angle !== null) {
    const address = normalizeAddress(angle.includes(':') ? angle.slice(angle.lastIndexOf(':') + 1) : angle);
    if (address === '' && angle.trim() !== '' && phrase === '') return finish(angle, '', charset);
    return finish(phrase === '' ? comment : phrase, address, charset);
  }
  if (phrase.includes('@')) return readBare(phrase, comment, charset);
  const decoded = decodeHeaderValue(phrase, charset).trim();
  // Seen in practice: `=?utf-8?B?...?=` around a whole `"Name" <address>`. Only this full form is taken apart.
  if (phrase.includes('=?') && /^[^<>]*<[^<>\s@]+@[^<>\s@]+>$/.test(decoded)) {
    const open = decoded.indexOf('<');
    return finishDecoded(decoded.slice(0, open), normalizeAddress(decoded.slice(open + 1, -1)));
  }
  return finish(phrase === '' ? comment : phrase, '', charset);
}

/** An address without brackets, perhaps with words round it. */
function readBare(phrase: string, comment: string, charset: string | null): MailAddress {
  // Blanks round "@" and "." go. By pieces: a pattern would look at each blank of a long run anew.
  const whole = phrase
    .split(/([@.])/)
    .map((piece) => piece.trim())
    .join('');
  if (!/\s/.test(whole) || /^"[^"]+"@[^\s"]+$/.test(whole)) {
    const address = normalizeAddress(whole);
    return address === '' ? finish(phrase, '', charset) : finish(comment, address, charset);
  }
  const words = phrase.trim().split(/\s+/);
  const at = words.findIndex(
    (word) => word.includes('@') && !word.startsWith('=?') && normalizeAddress(word) !== '',
  );
  if (at < 0) return finish(phrase, '', charset);
  const address = normalizeAddress(words[at] ?? '');
  const name = words.filter((_, index) => index !== at).join(' ');
  return finish(name === '' ? comment : name, address, charset);
}

/** Separates quoted and free words, comments, and what stands in brackets. */
function takeApart(text: string): { phrase: string; comment: string; angle: string | null } {
  let phrase = '';
  let comment = '';
  let angle: string | null = null;
  let i = 0;
  while (i < text.length) {
    const char = text[i];
    if (char === '"') {
      const quoted = readDelimited(text, i, '"');
      // A quoted local part keeps its quotes: "john smith"@example.com (RFC 5322 3.4.1).
      phrase += text[quoted.end] === '@' ? text.slice(i, quoted.end) : quoted.value;
      i = quoted.end;
    } else if (char === '(') {
      const inner = readDelimited(text, i, ')');
      comment += (comment === '' ? '' : ' ') + inner.value;
      i = inner.end;
    } else if (char === '<') {
      let close = text.indexOf('>', i);
      if (close < 0) close = text.length;
      // RFC 5322 3.2.2 allows comments even inside: <pete(his account)@silly.test>.
      const inner = text
        .slice(i + 1, close)
        .replace(/^<+/, '')
        .replace(/\([^()]*\)/g, '');
      if (angle === null || normalizeAddress(angle) === '') {
        if (angle !== null) phrase += angle;
        angle = inner;
      }
      i = close + 1;
    } else if (char === '>') i++;
    else {
      phrase += char;
      i++;
    }
  }
  return { phrase: phrase.trim(), comment: comment.trim(), angle };
}

function readDelimited(text: string, from: number, closing: string): { value: string; end: number } {
  let value = '';
  let depth = 1;
  let i = from + 1;
  for (; i < text.length; i++) {
    const char = text[i];
    if (char === '\\' && i + 1 < text.length) {
      value += text[++i];
      continue;
    }
    if (closing === ')' && char === '(') depth++;
    if (char === closing && --depth === 0) return { value, end: i + 1 };
    value += char;
  }
  // Never closed: the mark was just a character.
  return { value: text.slice(from + 1), end: text.length };
}

function finish(rawName: string, address: string, charset: string | null): MailAddress {
  return finishDecoded(decodeHeaderValue(rawName, charset), address);
}

function finishDecoded(decoded: string, address: string): MailAddress {
  let name = cleanLine(decoded, mailLimits.nameLength).replace(/\s+/g, ' ');
  if (name.length > 1 && name.startsWith('"') && name.endsWith('"')) name = name.slice(1, -1).trim();
  const bare = name.replace(/^['"<(]+|['">)]+$/g, '').toLowerCase();
  if (address !== '' && bare === address.toLowerCase()) name = '';
  return { name, address };
}

/** An addr-spec as written with its domain in lower case, or '' when the text is no address. Never throws. */
export function normalizeAddress(text: string): string {
  let address = unwrap(text.trim().replace(/^mailto:/i, ''));
  if (!address.startsWith('"')) address = address.replace(/\s+/g, '');
  if (address.length > mailLimits.addressLength || address.includes('=?')) return '';
  const at = address.lastIndexOf('@');
  if (at <= 0 || at === address.length - 1) return '';
  const local = decodeUtf8(address.slice(0, at));
  const domain = decodeUtf8(address.slice(at + 1))
    .toLowerCase()
    .replace(/\.$/, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
  if (/[\s<>@,;:()"\u0000-\u001f]/.test(domain) && !/^\[[^\]]*\]$/.test(domain)) return '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
  if (!local.startsWith('"') && /[\s<>,;:()"@\u0000-\u001f]/.test(local)) return '';
  return `${local}@${domain}`;
}

/** Takes off brackets and quotes round a whole address, and single ones left over from a broken pair. */
function unwrap(text: string): string {
  let inner = text.trim().replace(/^[<(]+|[>)]+$/g, '');
  for (const pair of ["''", '""', '[]']) {
    if (inner.length > 2 && inner[0] === pair[0] && inner.at(-1) === pair[1]) inner = inner.slice(1, -1);
  }
  if (inner.startsWith("'")) inner = inner.slice(1);
  return inner.endsWith("'") ? inner.slice(0, -1) : inner;
}

/** RFC 6531 addresses come as raw UTF-8 bytes. */
function decodeUtf8(text: string): string {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x80 && code <= 0xff) return decodeHeaderValue(text);
    if (code > 0xff) return text;
  }
  return text;
}

/** True when both name the same mailbox: domain without case, local part without case (nobody tells them apart). */
export function sameAddress(a: string, b: string): boolean {
  return a !== '' && a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** Splits `support+token@example.com`; tag is null without one. Null when the text is no address. */
export function splitPlusAddress(text: string): { base: string; tag: string | null } | null {
  const address = normalizeAddress(text);
  if (address === '') return null;
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  const plus = local.indexOf('+');
  if (plus <= 0 || local.startsWith('"')) return { base: address, tag: null };
  return { base: `${local.slice(0, plus)}${address.slice(at)}`, tag: local.slice(plus + 1) };
}

/** An address that somebody's name shows although it is not theirs, or null. Mail programs show the name only. */
export function addressInName({ name, address }: MailAddress): string | null {
  const shown = /[^\s<>"'()]{1,64}@[^\s<>"'()]{1,190}\.[\p{L}\d-]{2,}/u.exec(name)?.[0];
  return shown === undefined || address === '' || sameAddress(shown, address) ? null : shown;
}
