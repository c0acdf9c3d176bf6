/**
 * Guesses the character set of text that has no usable label and is not UTF-8.
 * Every candidate decodes the same sample; the one whose result looks most like language wins.
 */

const SAMPLE_BYTES = 4096;
const COMMON_CYRILLIC = new Set('оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъ');
const COMMON_HANZI = new Set(
  '的一是不了在人有我他这这個们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重並並們來這說時會對過發後裡種經麼學現當沒動開還進樣實從問請您好謝谢收到邮件客户订单退款充电睡眠戒指手机連接连接',
);

type Candidate = { charset: string; family: 'multi' | 'single' };

const MULTI: Candidate[] = [
  { charset: 'shift_jis', family: 'multi' },
  { charset: 'euc-jp', family: 'multi' },
  { charset: 'gb18030', family: 'multi' },
  { charset: 'big5', family: 'multi' },
  { charset: 'euc-kr', family: 'multi' },
];
const SINGLE: Candidate[] = [
  { charset: 'windows-1251', family: 'single' },
  { charset: 'koi8-r', family: 'single' },
  { charset: 'ibm866', family: 'single' },
  { charset: 'iso-8859-5', family: 'single' },
  { charset: 'windows-1253', family: 'single' },
  { charset: 'windows-1255', family: 'single' },
  { charset: 'windows-1256', family: 'single' },
  { charset: 'windows-874', family: 'single' },
];

/** Names the most likely legacy character set of `bytes`; never throws, answers windows-1252 when unsure. */
export function guessLegacyCharset(bytes: Uint8Array): string {
  const sample = takeSample(bytes);
  if (isMostlyIsolated(sample)) return latinCharset(sample);
  let best = latinCharset(sample);
  let bestScore = 0.55;
  for (const candidate of [...MULTI, ...SINGLE]) {
    const text = new TextDecoder(candidate.charset).decode(sample);
    const score = candidate.family === 'multi' ? scoreEastAsian(text) : scoreAlphabet(text);
    if (score > bestScore) {
      best = candidate.charset;
      bestScore = score;
    }
  }
  return best;
}

/** The first bytes round the first high byte; ASCII tells nothing. */
function takeSample(bytes: Uint8Array): Uint8Array {
  let first = 0;
  while (first < bytes.length && (bytes[first] ?? 0) < 0x80) first++;
  // Start at a line so that a multi-byte sample is in step.
  while (first > 0 && bytes[first - 1] !== 0x0a) first--;
  return bytes.subarray(first, first + SAMPLE_BYTES);
}

/** Western text has lonely high bytes between ASCII letters; every other script comes in runs. */
function isMostlyIsolated(sample: Uint8Array): boolean {
  let high = 0;
  let isolated = 0;
  for (let i = 0; i < sample.length; i++) {
    if ((sample[i] ?? 0) < 0x80) continue;
    high++;
    const before = i > 0 && (sample[i - 1] ?? 0) >= 0x80;
    const after = i + 1 < sample.length && (sample[i + 1] ?? 0) >= 0x80;
    // Shift_JIS and GBK have ASCII second bytes, but then a run has high bytes on one side at least.
    if (!before && !after) isolated++;
  }
  return high === 0 || isolated / high > 0.65;
}

/** windows-1250 shows by symbols of windows-1252 that stand inside words (³ ¹ ¿ are ł ą ż). */
function latinCharset(sample: Uint8Array): string {
  let central = 0;
  let western = 0;
  for (let i = 0; i < sample.length; i++) {
    const byte = sample[i] ?? 0;
    if (byte < 0x80) continue;
    const inWord = isLetter(sample[i - 1]) || isLetter(sample[i + 1]);
    if (!inWord) continue;
    if (
      [
        0xb3, 0xb9, 0xbf, 0xa3, 0xa5, 0x9c, 0x9f, 0xbe, 0x9d, 0x8d, 0x9a, 0x9e, 0xf8, 0xec, 0xf9, 0xef,
      ].includes(byte)
    )
      central++;
    else if ([0xe4, 0xf6, 0xfc, 0xdf, 0xe0, 0xe7, 0xe5, 0xea, 0xe8, 0xf1, 0xe3, 0xf5].includes(byte))
      western++;
  }
  return central >= 2 && central > western ? 'windows-1250' : 'windows-1252';
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a));
}

function scoreEastAsian(text: string): number {
  let total = 0;
  let points = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) continue;
    total++;
    if (code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff)) points -= 4;
    else if (code >= 0x3041 && code <= 0x30fe) points += 1.2;
    else if (code >= 0xac00 && code <= 0xd7a3) points += 1;
    else if (code >= 0x4e00 && code <= 0x9fff) points += COMMON_HANZI.has(char) ? 1.3 : 0.55;
    else if (code >= 0xff01 && code <= 0xff5e) points += 0.8;
    else if (code >= 0x3000 && code <= 0x303f) points += 0.9;
    else if (code >= 0xff61 && code <= 0xff9f) points -= 0.8;
    else points -= 0.6;
  }
  return total === 0 ? 0 : points / total;
}

function scoreAlphabet(text: string): number {
  let total = 0;
  let points = 0;
  let previousLower = false;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) {
      previousLower = false;
      continue;
    }
    total++;
    const lower = char.toLowerCase();
    const isUpper = lower !== char;
    if (code === 0xfffd || code < 0xa0) points -= 3;
    else if (code >= 0x400 && code <= 0x4ff) {
      points += COMMON_CYRILLIC.has(lower) ? 1 : 0.2;
      // A capital after a small letter is what the wrong Cyrillic set looks like.
      if (isUpper) points -= previousLower ? 1.2 : 0.25;
    } else if (code >= 0x370 && code <= 0x3ff) points += isUpper ? (previousLower ? -0.6 : 0.5) : 0.9;
    else if (code >= 0x5d0 && code <= 0x5ea) points += 0.95;
    else if (code >= 0x621 && code <= 0x64a) points += 0.9;
    else if (code >= 0xe01 && code <= 0xe5b) points += 0.9;
    else points -= 0.6;
    previousLower = !isUpper;
  }
  return total === 0 ? 0 : points / total;
}
