import { decodeText } from './charset.ts';

const LARGEST_RTF = 16 * 1024 * 1024;
/** [MS-OXRTFCP] 2.1.2.1: what the dictionary holds at the beginning. */
const DICTIONARY =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';

/** Takes the compression off the RTF body of Exchange ([MS-OXRTFCP]). Null when it is none. Never throws. */
export function decompressRtf(data: Buffer): string | null {
  if (data.length < 16) return null;
  const rawSize = Math.min(data.readUInt32LE(4), LARGEST_RTF);
  const kind = data.toString('latin1', 8, 12);
  if (kind === 'MELA') return data.toString('latin1', 16, 16 + rawSize);
  if (kind !== 'LZFu') return null;
  const dictionary = Buffer.alloc(4096, 0x20);
  dictionary.write(DICTIONARY, 'latin1');
  const out = Buffer.allocUnsafe(rawSize);
  let write = DICTIONARY.length;
  let length = 0;
  let at = 16;
  const put = (byte: number): void => {
    out[length++] = byte;
    dictionary[write] = byte;
    write = (write + 1) & 4095;
  };
  while (at < data.length && length < rawSize) {
    const control = data[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < data.length && length < rawSize; bit++) {
      if ((control & (1 << bit)) === 0) {
        put(data[at++] ?? 0);
        continue;
      }
      const reference = ((data[at] ?? 0) << 8) | (data[at + 1] ?? 0);
      at += 2;
      let from = reference >> 4;
      if (from === write) return out.toString('latin1', 0, length);
      for (let i = (reference & 15) + 2; i > 0 && length < rawSize; i--) {
        put(dictionary[from] ?? 0);
        from = (from + 1) & 4095;
      }
    }
  }
  return out.toString('latin1', 0, length);
}

const HIDDEN_GROUP =
  /^\\(?:\*|fonttbl|colortbl|stylesheet|info|pict|object|header|footer|listtable|themedata|generator|htmltag)/;
const TOKEN =
  /\\'([0-9a-f]{2})|\\u(-?\d{1,6})\??|\\([a-z]{1,32})(-?\d{1,10})? ?|\\([^a-z0-9])|([{}])|([^\\{}]+)/gi;

/** The readable text of RTF; formatting, fonts and pictures go. Linear; never throws. */
export function rtfToText(rtf: string): string {
  let out = '';
  let pending: number[] = [];
  let codePage = 'windows-1252';
  let depth = 0;
  let hiddenFrom = Number.POSITIVE_INFINITY;
  const flush = (): void => {
    if (pending.length > 0) out += decodeText(Buffer.from(pending), codePage).text;
    pending = [];
  };
  for (const match of rtf.matchAll(TOKEN)) {
    const [, hex, unicode, word, parameter, symbol, brace, plain] = match;
    if (brace === '{') {
      depth++;
      if (hiddenFrom > depth && HIDDEN_GROUP.test(rtf.slice(match.index + 1, match.index + 20)))
        hiddenFrom = depth;
    } else if (brace === '}') {
      if (depth === hiddenFrom) hiddenFrom = Number.POSITIVE_INFINITY;
      depth--;
    } else if (depth >= hiddenFrom) continue;
    else if (hex !== undefined) pending.push(Number.parseInt(hex, 16));
    else {
      flush();
      if (unicode !== undefined) out += String.fromCharCode(Number(unicode) & 0xffff);
      else if (word === 'par' || word === 'line') out += '\n';
      else if (word === 'tab') out += '\t';
      else if (word === 'ansicpg' && parameter !== undefined) codePage = `cp${parameter}`;
      else if (symbol !== undefined && '\\{}'.includes(symbol)) out += symbol;
      else if (symbol === '~') out += ' ';
      else if (plain !== undefined) out += plain.replace(/[\r\n]+/g, '');
    }
  }
  flush();
  return out.toWellFormed().trim();
}
