/** Names of character sets as mails write them, mapped to names that Node (WHATWG) or iconv-lite know. */

const ALIASES = new Map<string, string>([
  ['utf8', 'utf-8'],
  ['utf8mb4', 'utf-8'],
  ['utf', 'utf-8'],
  ['unicode11utf8', 'utf-8'],
  ['isoutf8', 'utf-8'],
  ['cputf8', 'utf-8'],
  ['65001', 'utf-8'],
  ['unicode', 'utf-16'],
  ['ucs2', 'utf-16'],
  ['utf16', 'utf-16'],
  ['utf16le', 'utf-16le'],
  ['utf16be', 'utf-16be'],
  ['utf32', 'utf-32'],
  ['ucs4', 'utf-32'],
  ['utf32le', 'utf-32le'],
  ['utf32be', 'utf-32be'],
  ['utf7', 'utf-7'],
  ['unicode11utf7', 'utf-7'],
  ['utf7imap', 'utf-7-imap'],
  ['ascii', 'windows-1252'],
  ['usascii', 'windows-1252'],
  ['ansi', 'windows-1252'],
  ['ansix341968', 'windows-1252'],
  ['iso646us', 'windows-1252'],
  ['iso885911', 'windows-874'],
  ['iso88591', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['isolatin1', 'windows-1252'],
  ['iso88599', 'windows-1254'],
  ['latin2', 'iso-8859-2'],
  ['latin9', 'iso-8859-15'],
  ['western', 'windows-1252'],
  ['iso88598i', 'iso-8859-8'],
  ['iso88598e', 'iso-8859-8'],
  ['logical', 'iso-8859-8'],
  ['tis620', 'windows-874'],
  ['sjis', 'shift_jis'],
  ['shiftjis', 'shift_jis'],
  ['mskanji', 'shift_jis'],
  ['ms932', 'shift_jis'],
  ['cp932', 'shift_jis'],
  ['windows31j', 'shift_jis'],
  ['eucjp', 'euc-jp'],
  ['ujis', 'euc-jp'],
  ['iso2022jp', 'iso-2022-jp'],
  ['iso2022jpms', 'iso-2022-jp'],
  ['iso2022jp1', 'iso-2022-jp'],
  ['iso2022jp2', 'iso-2022-jp'],
  ['iso2022jp3', 'iso-2022-jp'],
  ['iso2022jp2004', 'iso-2022-jp'],
  ['cp50220', 'iso-2022-jp'],
  ['cp50221', 'iso-2022-jp'],
  ['cp50222', 'iso-2022-jp'],
  ['jis', 'iso-2022-jp'],
  ['jis7', 'iso-2022-jp'],
  ['iso2022kr', 'iso-2022-kr'],
  ['euckr', 'euc-kr'],
  ['ksc56011987', 'euc-kr'],
  ['ksc5601', 'euc-kr'],
  ['uhc', 'euc-kr'],
  ['cp949', 'euc-kr'],
  ['windows949', 'euc-kr'],
  ['gb2312', 'gb18030'],
  ['gb231280', 'gb18030'],
  ['eucgb2312cn', 'gb18030'],
  ['euccn', 'gb18030'],
  ['gbk', 'gb18030'],
  ['cp936', 'gb18030'],
  ['windows936', 'gb18030'],
  ['gb18030', 'gb18030'],
  ['chinesesimplified', 'gb18030'],
  ['hzgb2312', 'hz-gb-2312'],
  ['hz', 'hz-gb-2312'],
  ['big5', 'big5'],
  ['big5hkscs', 'big5'],
  ['cp950', 'big5'],
  ['chinesebig5', 'big5'],
  ['eten', 'big5'],
  ['koi8', 'koi8-r'],
  ['koi8r', 'koi8-r'],
  ['koi8u', 'koi8-u'],
  ['koi8ru', 'koi8-u'],
  ['cyrillic', 'iso-8859-5'],
  ['greek', 'iso-8859-7'],
  ['hebrew', 'iso-8859-8'],
  ['arabic', 'iso-8859-6'],
  ['thai', 'windows-874'],
  ['macintosh', 'macintosh'],
  ['macroman', 'macintosh'],
  ['mac', 'macintosh'],
]);

/** Labels that say nothing: the sender's program did not know either. */
const EMPTY_LABELS = new Set([
  '',
  'unknown',
  'unknown8bit',
  '8bit',
  '7bit',
  'binary',
  'default',
  'none',
  'null',
  'undefined',
  'charset',
  'userdefined',
  'xuserdefined',
  'text',
  'plain',
  'html',
  'true',
  'mixed',
  'auto',
]);

/** Turns a label into a known name in lower case, or null when it names nothing we know (or nothing at all). */
export function normalizeCharset(label: string | null | undefined): string | null {
  if (!label || label.length > 64) return null;
  let name = label
    .trim()
    .toLowerCase()
    .replace(/^["']+|["';]+$/g, '')
    .trim();
  // RFC 2231 language suffix as in "utf-8*en".
  const star = name.indexOf('*');
  if (star > 0) name = name.slice(0, star);
  const bare = name.replace(/^(?:x-|cs)/, '').replace(/[\s._:-]+/g, '');
  if (EMPTY_LABELS.has(bare)) return null;
  const alias = ALIASES.get(bare);
  if (alias) return alias;
  const windows = /^(?:windows|win|cp|ms|microsoft|mscp|mswin|ansi|ibm)?(125[0-8]|874)$/.exec(bare);
  if (windows) return `windows-${windows[1]}`;
  const iso = /^(?:iso)?8859(\d{1,2})$/.exec(bare);
  if (iso) {
    const part = Number(iso[1]);
    if (part === 1) return 'windows-1252';
    if (part === 9) return 'windows-1254';
    if (part === 11) return 'windows-874';
    return part >= 2 && part <= 16 && part !== 12 ? `iso-8859-${part}` : null;
  }
  const dos = /^(?:cp|ibm|dos|oem|pc)?(437|737|775|85[02578]|86[0-9]|720|1125)$/.exec(bare);
  if (dos) return `cp${dos[1]}`;
  return KNOWN_TO_ICONV.has(bare) ? bare : null;
}

const KNOWN_TO_ICONV = new Set([
  'maccyrillic',
  'maccenteuro',
  'macgreek',
  'macturkish',
  'maciceland',
  'macukraine',
  'machebrew',
  'viscii',
  'tcvn',
  'armscii8',
  'georgianps',
  'georgianacademy',
  'pt154',
  'rk1048',
  'hproman8',
]);
