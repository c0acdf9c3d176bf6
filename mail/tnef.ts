import { decodeText } from './charset.ts';
import { cleanBodyText } from './clean-text.ts';
import { mailLimits } from './limits.ts';
import { decompressRtf, rtfToText } from './rtf.ts';

/** A file packed into winmail.dat. */
export type TnefFile = {
  fileName: string | null;
  contentType: string | null;
  contentId: string | null;
  content: Uint8Array;
};

/** What winmail.dat holds. `complete` is false when the data ended early or made no sense from some point on. */
export type TnefContent = { files: TnefFile[]; text: string | null; html: string | null; complete: boolean };

// [MS-OXTNEF] 2.1.3.2: attribute ids (low word) and the level byte before them.
const ATTACH_RENDER_DATA = 0x9002;
const ATTACH_TITLE = 0x8010;
const ATTACH_DATA = 0x800f;
const ATTACH_PROPERTIES = 0x9005;
const MESSAGE_PROPERTIES = 0x9003;
const BODY = 0x800c;
const OEM_CODE_PAGE = 0x9007;

// [MS-OXPROPS]: property ids.
const PR_BODY = 0x1000;
const PR_RTF_COMPRESSED = 0x1009;
const PR_BODY_HTML = 0x1013;
const PR_ATTACH_DATA = 0x3701;
const PR_ATTACH_FILENAME = 0x3704;
const PR_ATTACH_LONG_FILENAME = 0x3707;
const PR_ATTACH_MIME_TAG = 0x370e;
const PR_ATTACH_CONTENT_ID = 0x3712;
const PR_INTERNET_CPID = 0x3fde;

const SIGNATURE = 0x223e9f78;
const MOST_ATTRIBUTES = 10_000;
const MOST_PROPERTIES = 2_000;
const DEEPEST_MESSAGE = 5;

/** Reads winmail.dat ([MS-OXTNEF]). Null when the bytes are no TNEF. Never throws; every length is checked. */
export function readTnef(bytes: Uint8Array, depth = 0): TnefContent | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < 6 || buffer.readUInt32LE(0) !== SIGNATURE) return null;
  const out: TnefContent = { files: [], text: null, html: null, complete: true };
  const state: State = { codePage: 'windows-1252', current: null, out, depth };
  let at = 6;
  for (let count = 0; at + 9 <= buffer.length; count++) {
    const id = buffer.readUInt16LE(at + 1);
    const length = buffer.readUInt32LE(at + 5);
    const start = at + 9;
    if (count >= MOST_ATTRIBUTES || start + length > buffer.length) {
      out.complete = false;
      break;
    }
    readAttribute(id, buffer.subarray(start, start + length), state);
    // Data is followed by a checksum of two bytes, which damaged but readable files fail: it is not judged.
    at = start + length + 2;
  }
  finishFile(state);
  return out;
}

type State = { codePage: string; current: TnefFile | null; out: TnefContent; depth: number };

function readAttribute(id: number, data: Buffer, state: State): void {
  if (id === OEM_CODE_PAGE && data.length >= 4) state.codePage = `cp${data.readUInt32LE(0)}`;
  else if (id === BODY) state.out.text ??= text8(data, state.codePage);
  else if (id === MESSAGE_PROPERTIES) readMessage(data, state);
  else if (id === ATTACH_RENDER_DATA) {
    finishFile(state);
    state.current = { fileName: null, contentType: null, contentId: null, content: new Uint8Array(0) };
  } else if (state.current && id === ATTACH_TITLE) state.current.fileName ??= text8(data, state.codePage);
  else if (state.current && id === ATTACH_DATA) state.current.content = data;
  else if (state.current && id === ATTACH_PROPERTIES) readFileProperties(data, state.current, state);
}

function finishFile(state: State): void {
  const file = state.current;
  state.current = null;
  if (file && file.content.length > 0 && state.out.files.length < mailLimits.attachments)
    state.out.files.push(file);
}

function readMessage(data: Buffer, state: State): void {
  const properties = readProperties(data, state);
  const codePage = properties.find((one) => one.id === PR_INTERNET_CPID)?.data.readUInt32LE(0);
  if (codePage !== undefined) state.codePage = `cp${codePage}`;
  for (const { id, type, data: value } of properties) {
    if (id === PR_BODY) state.out.text = valueText(type, value, state.codePage) || state.out.text;
    else if (id === PR_BODY_HTML)
      state.out.html = valueText(type === 0x102 ? 0x1e : type, value, state.codePage) || null;
    else if (id === PR_RTF_COMPRESSED) {
      const rtf = decompressRtf(value);
      if (rtf !== null) state.out.text ??= rtfToText(rtf) || null;
    }
  }
}

function readFileProperties(data: Buffer, file: TnefFile, state: State): void {
  for (const { id, type, data: value } of readProperties(data, state)) {
    const text = (): string | null => valueText(type, value, state.codePage) || null;
    if (id === PR_ATTACH_LONG_FILENAME) file.fileName = text() ?? file.fileName;
    else if (id === PR_ATTACH_FILENAME) file.fileName ??= text();
    else if (id === PR_ATTACH_MIME_TAG) file.contentType = text()?.toLowerCase() ?? null;
    else if (id === PR_ATTACH_CONTENT_ID) file.contentId = text()?.replace(/[<>\s]/g, '') ?? null;
    else if (id === PR_ATTACH_DATA && value.length > 0) readObject(type, value, file, state);
  }
}

/** An embedded message is TNEF behind a 16-byte interface id; its files come up to the mail. */
function readObject(type: number, value: Buffer, file: TnefFile, state: State): void {
  if (type === 0x0d && value.length > 22 && value.readUInt32LE(16) === SIGNATURE) {
    const inner = state.depth < DEEPEST_MESSAGE ? readTnef(value.subarray(16), state.depth + 1) : null;
    for (const one of inner?.files ?? [])
      if (state.out.files.length < mailLimits.attachments) state.out.files.push(one);
    if (inner && !inner.complete) state.out.complete = false;
    file.content = Buffer.from(inner?.html ?? inner?.text ?? '', 'utf8');
    file.contentType = inner?.html ? 'text/html' : 'text/plain';
    return;
  }
  if (file.content.length === 0)
    file.content = type === 0x0d && value.length > 16 ? value.subarray(16) : value;
}

type Property = { id: number; type: number; data: Buffer };

/** [MS-OXTNEF] 2.1.3.4: a count, then typed values padded to four bytes. Stops where the data stops making sense. */
function readProperties(data: Buffer, state: State): Property[] {
  const found: Property[] = [];
  if (data.length < 4) return found;
  const count = Math.min(data.readUInt32LE(0), MOST_PROPERTIES);
  let at = 4;
  for (let i = 0; i < count && at + 4 <= data.length; i++) {
    const type = data.readUInt16LE(at);
    const id = data.readUInt16LE(at + 2);
    at += 4;
    if (id >= 0x8000) {
      const end = namedEnd(data, at);
      if (end < 0) break;
      at = end;
    }
    const value = readValue(data, at, type);
    if (!value) {
      state.out.complete = false;
      break;
    }
    if (value.data.length >= 4 || value.variable) found.push({ id, type: type & 0xefff, data: value.data });
    at = value.end;
  }
  return found;
}

function namedEnd(data: Buffer, at: number): number {
  if (at + 24 > data.length) return -1;
  if (data.readUInt32LE(at + 16) === 0) return at + 24;
  const length = data.readUInt32LE(at + 20);
  const end = at + 24 + padded(length);
  return end <= data.length ? end : -1;
}

const FIXED = new Map([
  [0x02, 4],
  [0x03, 4],
  [0x04, 4],
  [0x05, 8],
  [0x06, 8],
  [0x07, 8],
  [0x0a, 4],
  [0x0b, 4],
  [0x14, 8],
  [0x40, 8],
  [0x48, 16],
]);

function readValue(
  data: Buffer,
  at: number,
  type: number,
): { data: Buffer; end: number; variable: boolean } | null {
  const base = type & 0xefff;
  const fixed = FIXED.get(base);
  if (fixed !== undefined && (type & 0x1000) === 0) {
    return at + fixed <= data.length
      ? { data: data.subarray(at, at + fixed), end: at + fixed, variable: false }
      : null;
  }
  if (at + 4 > data.length) return null;
  const values = data.readUInt32LE(at);
  let position = at + 4;
  if (fixed !== undefined) {
    const end = position + values * fixed;
    return end <= data.length
      ? { data: data.subarray(position, position + fixed), end, variable: false }
      : null;
  }
  if (![0x1e, 0x1f, 0x102, 0x0d].includes(base) || values > MOST_PROPERTIES) return null;
  let first: Buffer = data.subarray(0, 0);
  for (let i = 0; i < values; i++) {
    if (position + 4 > data.length) return null;
    const length = data.readUInt32LE(position);
    if (position + 4 + length > data.length) return null;
    if (i === 0) first = data.subarray(position + 4, position + 4 + length);
    position += 4 + padded(length);
  }
  return { data: first, end: position, variable: true };
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

function valueText(type: number, value: Buffer, codePage: string): string {
  return type === 0x1f ? cleanBodyText(value.toString('utf16le')) : text8(value, codePage);
}

function text8(value: Buffer, codePage: string): string {
  const end = value.indexOf(0);
  return cleanBodyText(decodeText(end < 0 ? value : value.subarray(0, end), codePage).text);
}
