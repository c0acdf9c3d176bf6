import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { guessLegacyCharset } from './charset-guess.ts';
import { normalizeCharset } from './charset-labels.ts';

/** Text and how sure its character set is: 'declared' as labelled, 'corrected' label was wrong, 'guessed' no usable label. */
export type DecodedText = { text: string; charset: string; how: 'declared' | 'corrected' | 'guessed' };

type Decoder = { decode(bytes: Uint8Array): string };

const UTF8 = new TextDecoder('utf-8');
const decoders = new Map<string, Decoder | null>();

/**
 * Decodes bytes as text. Never throws: what no set explains becomes U+FFFD.
 * `label` is the charset the mail claims; it is not believed when the bytes say otherwise.
 */
export function decodeText(bytes: Uint8Array, label?: string | null): DecodedText {
  const declared = normalizeCharset(label);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (declared?.startsWith('utf-16') || declared?.startsWith('utf-32')) return decodeWide(buffer, declared);
  if (isAscii(buffer)) return decodeSevenBit(buffer, declared);
  const wide = detectWide(buffer);
  if (wide) return { text: decodeWith(buffer, wide), charset: wide, how: 'corrected' };
  if (isUtf8(buffer)) return decodeValidUtf8(buffer, declared, label);
  if (declared === null || declared === 'utf-8') return decodeBrokenUtf8(buffer, declared);
  if (declared === 'windows-1252' && /^(?:us-?ascii|ansi|ascii|iso646)/i.test(label?.trim() ?? '')) {
    // Seen in practice: text declared us-ascii by a gateway that did not look.
    const charset = guessLegacyCharset(buffer);
    return { text: decodeWith(buffer, charset), charset, how: 'guessed' };
  }
  return decodeDeclared(buffer, declared);
}

function decodeDeclared(buffer: Buffer, declared: string): DecodedText {
  const text = decodeWith(buffer, declared);
  if (replacementShare(text) <= 0.05) return { text, charset: declared, how: 'declared' };
  const charset = guessLegacyCharset(buffer);
  const other = decodeWith(buffer, charset);
  if (replacementShare(other) < replacementShare(text)) return { text: other, charset, how: 'corrected' };
  return { text, charset: declared, how: 'declared' };
}

/** Seven-bit bytes are ASCII unless escape sequences or the label say that they carry more. */
function decodeSevenBit(buffer: Buffer, declared: string | null): DecodedText {
  if (buffer.includes(0x1b)) {
    const korean = buffer.includes('\x1b$)C');
    if (korean) return { text: decodeIso2022Kr(buffer), charset: 'iso-2022-kr', how: 'declared' };
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ISO 2022 is made of escape sequences
    if (/\x1b(?:\$[@B(]|\([IJ])/.test(buffer.toString('latin1', 0, 65_536)) || declared === 'iso-2022-jp') {
      return {
        text: decodeWith(buffer, 'iso-2022-jp'),
        charset: 'iso-2022-jp',
        how: declared === 'iso-2022-jp' ? 'declared' : 'corrected',
      };
    }
  }
  if (
    declared === 'utf-7' ||
    declared === 'utf-7-imap' ||
    declared === 'hz-gb-2312' ||
    declared === 'iso-2022-kr'
  ) {
    return { text: decodeWith(buffer, declared), charset: declared, how: 'declared' };
  }
  const wide = detectWide(buffer);
  if (wide) return { text: decodeWith(buffer, wide), charset: wide, how: 'corrected' };
  return { text: buffer.toString('latin1'), charset: declared ?? 'us-ascii', how: 'declared' };
}

/** Bytes that are valid UTF-8 are UTF-8, whatever a single-byte label says: chance makes that very rare. */
function decodeValidUtf8(
  buffer: Buffer,
  declared: string | null,
  label: string | null | undefined,
): DecodedText {
  const utf8: DecodedText = {
    text: UTF8.decode(buffer),
    charset: 'utf-8',
    how: declared === 'utf-8' ? 'declared' : declared === null && !label ? 'guessed' : 'corrected',
  };
  const isMultiByte = declared !== null && /^(?:gb18030|big5|euc-|shift_jis|iso-2022|hz-)/.test(declared);
  if (!isMultiByte || declared === null) return utf8;
  // Short double-byte text can be valid UTF-8 by accident: believe the label when it reads without a fault.
  const text = decodeWith(buffer, declared);
  const clean = !text.includes('\ufffd') && !/[\ue000-\uf8ff\u0080-\u009f]/.test(text);
  return clean && buffer.length < 64 ? { text, charset: declared, how: 'declared' } : utf8;
}

/** Declared or expected UTF-8 with faults: a cut character stays UTF-8, a text full of faults is something else. */
function decodeBrokenUtf8(buffer: Buffer, declared: string | null): DecodedText {
  const text = UTF8.decode(buffer);
  let faults = 0;
  let good = 0;
  for (let i = 0; i < text.length && i < 200_000; i++) {
    const code = text.charCodeAt(i);
    if (code === 0xfffd) faults++;
    else if (code >= 0x80) good++;
  }
  if (good > faults * 2) return { text, charset: 'utf-8', how: declared ? 'declared' : 'guessed' };
  const charset = guessLegacyCharset(buffer);
  return { text: decodeWith(buffer, charset), charset, how: declared ? 'corrected' : 'guessed' };
}

function decodeWide(buffer: Buffer, declared: string): DecodedText {
  const detected = detectWide(buffer);
  const name = detected ?? (declared === 'utf-16' || declared === 'utf-32' ? null : declared);
  if (name) return { text: decodeWith(buffer, name), charset: name, how: 'declared' };
  // RFC 2781: without a mark the order is big-endian; text without any NUL byte is not UTF-16 at all.
  if (!buffer.includes(0)) return { ...decodeText(buffer, null), how: 'corrected' };
  return {
    text: decodeWith(buffer, declared === 'utf-32' ? 'utf-32be' : 'utf-16be'),
    charset: declared,
    how: 'declared',
  };
}

/** Byte-order marks, or the NUL at every second place that Latin text has in UTF-16. */
function detectWide(buffer: Buffer): string | null {
  if (buffer.length < 2) return null;
  const [a, b] = buffer;
  if (a === 0xff && b === 0xfe)
    return buffer.length >= 4 && buffer[2] === 0 && buffer[3] === 0 ? 'utf-32le' : 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const size = Math.min(buffer.length & ~1, 256);
  if (size < 8 || !buffer.subarray(0, size).includes(0)) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < size; i += 2) {
    if (buffer[i] === 0) even++;
    if (buffer[i + 1] === 0) odd++;
  }
  const half = size / 2;
  if (odd > half * 0.7 && even < half * 0.1) return 'utf-16le';
  if (even > half * 0.7 && odd < half * 0.1) return 'utf-16be';
  return null;
}

function decodeWith(buffer: Buffer, charset: string): string {
  if (charset === 'iso-2022-kr') return decodeIso2022Kr(buffer);
  if (charset === 'hz-gb-2312') return decodeHz(buffer);
  const native = nativeDecoder(charset);
  try {
    if (native) return native.decode(buffer);
    if (iconv.encodingExists(charset)) return iconv.decode(buffer, charset);
  } catch {
    // A decoder that gives up is no reason to lose the text: fall through to the set that maps every byte.
  }
  return nativeDecoder('windows-1252')?.decode(buffer) ?? buffer.toString('latin1');
}

function nativeDecoder(charset: string): Decoder | null {
  const known = decoders.get(charset);
  if (known !== undefined) return known;
  let decoder: Decoder | null = null;
  try {
    decoder = new TextDecoder(charset);
  } catch {
    decoder = null;
  }
  decoders.set(charset, decoder);
  return decoder;
}

/** RFC 1557: SO and SI switch between ASCII and KS C 5601, which is EUC-KR with the high bit off. */
function decodeIso2022Kr(buffer: Buffer): string {
  const out = Buffer.alloc(buffer.length);
  let length = 0;
  let shifted = false;
  for (let i = 0; i < buffer.length; i++) {
    const byte = buffer[i] ?? 0;
    if (byte === 0x1b && buffer[i + 1] === 0x24) i += 3;
    else if (byte === 0x0e) shifted = true;
    else if (byte === 0x0f) shifted = false;
    else {
      if (byte === 0x0a) shifted = false;
      out[length++] = shifted && byte > 0x20 ? byte | 0x80 : byte;
    }
  }
  return decodeWith(out.subarray(0, length), 'euc-kr');
}

/** RFC 1843: `~{` and `~}` switch between ASCII and GB 2312 with the high bit off. */
function decodeHz(buffer: Buffer): string {
  const out = Buffer.alloc(buffer.length);
  let length = 0;
  let shifted = false;
  for (let i = 0; i < buffer.length; i++) {
    const byte = buffer[i] ?? 0;
    const next = buffer[i + 1];
    if (byte === 0x7e && (next === 0x7b || next === 0x7d || next === 0x7e || next === 0x0a)) {
      if (next === 0x7b) shifted = true;
      else if (next === 0x7d) shifted = false;
      else if (next === 0x7e) out[length++] = 0x7e;
      i++;
    } else {
      if (byte === 0x0a) shifted = false;
      out[length++] = shifted && byte > 0x20 ? byte | 0x80 : byte;
    }
  }
  return decodeWith(out.subarray(0, length), 'gb18030');
}

function replacementShare(text: string): number {
  let faults = 0;
  let total = 0;
  for (let i = 0; i < text.length && i < 100_000; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    total++;
    if (code === 0xfffd || (code >= 0x80 && code < 0xa0)) faults++;
  }
  return total === 0 ? 0 : faults / total;
}
