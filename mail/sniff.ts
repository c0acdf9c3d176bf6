/** What the first bytes of a file say it is. Names and headers are claims; this is evidence. */

const SNIFF_BYTES = 4100;

type Signature = { type: string; offset: number; bytes: readonly number[] };

const ascii = (text: string): number[] => [...text].map((char) => char.charCodeAt(0));

const SIGNATURES: readonly Signature[] = [
  { type: 'image/png', offset: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/jpeg', offset: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/gif', offset: 0, bytes: ascii('GIF8') },
  { type: 'image/bmp', offset: 0, bytes: ascii('BM') },
  { type: 'image/tiff', offset: 0, bytes: [0x49, 0x49, 0x2a, 0x00] },
  { type: 'image/tiff', offset: 0, bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { type: 'image/x-icon', offset: 0, bytes: [0x00, 0x00, 0x01, 0x00] },
  { type: 'application/pdf', offset: 0, bytes: ascii('%PDF-') },
  { type: 'application/zip', offset: 0, bytes: [0x50, 0x4b, 0x03, 0x04] },
  { type: 'application/zip', offset: 0, bytes: [0x50, 0x4b, 0x05, 0x06] },
  { type: 'application/gzip', offset: 0, bytes: [0x1f, 0x8b, 0x08] },
  { type: 'application/x-7z-compressed', offset: 0, bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { type: 'application/vnd.rar', offset: 0, bytes: ascii('Rar!') },
  { type: 'application/x-xz', offset: 0, bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a] },
  { type: 'application/x-cfb', offset: 0, bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
  { type: 'application/vnd.microsoft.portable-executable', offset: 0, bytes: ascii('MZ') },
  { type: 'application/x-elf', offset: 0, bytes: [0x7f, 0x45, 0x4c, 0x46] },
  { type: 'application/rtf', offset: 0, bytes: ascii('{\\rtf') },
  { type: 'application/vnd.ms-tnef', offset: 0, bytes: [0x78, 0x9f, 0x3e, 0x22] },
  { type: 'audio/mpeg', offset: 0, bytes: ascii('ID3') },
  { type: 'audio/ogg', offset: 0, bytes: ascii('OggS') },
  { type: 'audio/amr', offset: 0, bytes: ascii('#!AMR') },
  { type: 'video/webm', offset: 0, bytes: [0x1a, 0x45, 0xdf, 0xa3] },
  { type: 'application/vnd.sqlite3', offset: 0, bytes: ascii('SQLite format 3') },
];

/** Media type of the content, or null when the bytes say nothing. Looks at the first 4 KiB only; never throws. */
export function sniffType(content: Uint8Array): string | null {
  const head = content.subarray(0, SNIFF_BYTES);
  for (const signature of SIGNATURES)
    if (matches(head, signature))
      return signature.type === 'application/zip' ? zipType(head) : signature.type;
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  if (text.toString('latin1', 0, 4) === 'RIFF') return riffType(text.toString('latin1', 8, 12));
  if (text.toString('latin1', 4, 8) === 'ftyp') return isoMediaType(text.toString('latin1', 8, 12));
  return markupType(text);
}

function matches(head: Uint8Array, signature: Signature): boolean {
  return signature.bytes.every((byte, index) => head[signature.offset + index] === byte);
}

function riffType(form: string): string | null {
  if (form === 'WEBP') return 'image/webp';
  if (form === 'WAVE') return 'audio/wav';
  return form === 'AVI ' ? 'video/x-msvideo' : null;
}

function isoMediaType(brand: string): string {
  if (/^(?:heic|heix|hevc|mif1|msf1|heim|heis)/.test(brand)) return 'image/heic';
  if (/^avi[fs]/.test(brand)) return 'image/avif';
  if (brand.startsWith('qt')) return 'video/quicktime';
  if (brand.startsWith('M4A')) return 'audio/mp4';
  return brand.startsWith('3g') ? 'video/3gpp' : 'video/mp4';
}

function zipType(head: Uint8Array): string {
  const names = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  if (names.includes('word/'))
    return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  if (names.includes('xl/')) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  if (names.includes('ppt/'))
    return 'application/vnd.openxmlformats-officedocument.presentationml.presentation';
  if (names.includes('AndroidManifest.xml')) return 'application/vnd.android.package-archive';
  return 'application/zip';
}

const HTML_START =
  /^(?:<!doctype html|<(?:html|head|body|script|iframe|style|title|table|a|p|div|h1|font|b|br|img|svg|meta|link|object|embed|form)[\s/>])/;

/** HTML and SVG, which a browser would run whatever the file is called; else text or nothing. */
function markupType(head: Buffer): string | null {
  if (head.length === 0) return null;
  let text = head.toString('latin1').replaceAll('\u0000', '');
  text = text
    .replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '')
    .trimStart()
    .toLowerCase();
  if (text.startsWith('<?xml')) {
    if (text.includes('<svg')) return 'image/svg+xml';
    return text.includes('<html') ? 'text/html' : 'application/xml';
  }
  while (text.startsWith('<!--')) {
    const end = text.indexOf('-->');
    text = end < 0 ? '' : text.slice(end + 3).trimStart();
  }
  if (text.startsWith('<svg')) return 'image/svg+xml';
  if (text.startsWith('<!doctype svg')) return 'image/svg+xml';
  if (HTML_START.test(text)) return 'text/html';
  // Only bytes that text never has rule text out.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
  return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(head.toString('latin1')) ? null : 'text/plain';
}
