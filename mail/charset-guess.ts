/**
 * Guesses the character set of text that has no usable label and is not UTF-8.
 * Every candidate decodes the same sample; the one whose result looks most like language wins.
 */

const SAMPLE_BYTES = 4096;
/** Letters by frequency: the common ones, then the usual ones. */
const CYRILLIC = ['оеаинтсрвл', 'кмдпуяыьгзбчйхжі'] as const;
const GREEK = ['αοιετσνηυρπκμλς', 'ωδγχθφάέήίόύώ'] as const;
const HEBREW = ['יולהארתבמשנ', 'דכקעפחצסגטז'] as const;
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
    const start = i;
    while (i < sample.length && (sample[i] ?? 0) >= 0x80) i++;
    const run = i - start;
    high += run;
    // Two in a row inside a word are Western, too ("Grüße"); double-byte text has no letters round single characters.
    if (run === 1 || (run === 2 && isLetter(sample[start - 1]) && isLetter(sample[i]))) isolated += run;
  }
  return high === 0 || isolated / high > 0.65;
}

/** windows-1250 shows by symbols of windows-1252 that stand where letters must be (³ ¹ ¿ are ł ą ż), Czech by its company. */
function latinCharset(sample: Uint8Array): string {
  let central = 0;
  const seen = new Set<number>();
  for (let i = 0; i < sample.length; i++) {
    const byte = sample[i] ?? 0;
    if (byte < 0x80) continue;
    seen.add(byte);
    const before = isLetter(sample[i - 1]);
    const after = isLetter(sample[i + 1]);
    // "m³" has no letter behind it, "¿Qué" none before it, "cœur" is French.
    if ((byte === 0xb3 && after) || (byte === 0xbf && before)) central += 3;
    else if ((byte === 0x9c || byte === 0x9f || byte === 0xb9) && before) central += 1;
  }
  const hacek = seen.has(0x9e) || seen.has(0x9a);
  if (hacek && seen.has(0xf8) && (seen.has(0xec) || seen.has(0xe8) || seen.has(0xf9))) central += 3;
  return central >= 3 ? 'windows-1250' : 'windows-1252';
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
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) {
      previousLower = false;
      continue;
    }
    const char = text[i] ?? '';
    const lower = char.toLowerCase();
    const isUpper = lower !== char;
    const inWord = text.charCodeAt(i + 1) >= 0x80;
    total++;
    points += letterPoints(code, lower, inWord);
    // A capital after a small letter is what the wrong set of the same script looks like.
    if (isUpper) points -= previousLower ? 1.2 : 0.25;
    previousLower = !isUpper;
  }
  return total === 0 ? 0 : points / total;
}

/** Frequent letters of a language speak for it, rare ones hardly, final forms inside a word against it. */
function letterPoints(code: number, lower: string, inWord: boolean): number {
  if (code === 0xfffd || code < 0xa0) return -3;
  if (code >= 0x400 && code <= 0x4ff) return frequency(CYRILLIC, lower);
  if (code >= 0x370 && code <= 0x3ff) return lower === 'ς' && inWord ? -1 : frequency(GREEK, lower);
  if (code >= 0x5d0 && code <= 0x5ea)
    return 'ךםןףץ'.includes(lower) ? (inWord ? -1 : 0.9) : frequency(HEBREW, lower);
  if (code >= 0x621 && code <= 0x64a) return 0.9;
  return code >= 0xe01 && code <= 0xe5b ? 0.85 : -0.6;
}

function frequency(letters: readonly [string, string], letter: string): number {
  if (letters[0].includes(letter)) return 1.1;
  return letters[1].includes(letter) ? 0.8 : 0.2;
}
