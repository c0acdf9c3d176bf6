import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeText } from './charset.ts';

const GERMAN = 'Guten Tag, mein Ring lädt nicht mehr. Können Sie mir bitte helfen? Viele Grüße aus Köln';
const POLISH = 'Dzień dobry, mój pierścień nie ładuje się już od tygodnia. Proszę o pomoc, dziękuję';
const RUSSIAN = 'Здравствуйте, моё кольцо больше не заряжается. Что мне делать? Спасибо за помощь';
const GREEK = 'Καλημέρα, το δαχτυλίδι μου δεν φορτίζει πια. Τι μπορώ να κάνω;';
const JAPANESE = 'こんにちは、リングが充電できません。どうすればいいですか？よろしくお願いします。';
const CHINESE = '您好，我的戒指不能充电了。请问我应该怎么办？谢谢你们的帮助。';
const TAIWANESE = '您好，我的戒指不能充電了。請問我應該怎麼辦？謝謝你們的幫助。';
const KOREAN = '안녕하세요, 반지가 더 이상 충전되지 않습니다. 어떻게 해야 하나요? 감사합니다.';
const HEBREW = 'שלום, הטבעת שלי לא נטענת יותר. מה עלי לעשות? תודה רבה';

describe('declared characters', () => {
  it.each([
    ['iso-8859-1', GERMAN],
    ['windows-1252', GERMAN],
    ['ISO-8859-15', GERMAN],
    ['windows-1250', POLISH],
    ['iso-8859-2', POLISH],
    ['win-1251', RUSSIAN],
    ['cp1251', RUSSIAN],
    ['koi8-r', RUSSIAN],
    ['iso-8859-5', RUSSIAN],
    ['cp866', RUSSIAN],
    ['windows-1253', GREEK],
    ['iso-8859-7', GREEK],
    ['shift_jis', JAPANESE],
    ['x-sjis', JAPANESE],
    ['cp932', JAPANESE],
    ['euc-jp', JAPANESE],
    ['gb2312', CHINESE],
    ['gbk', CHINESE],
    ['gb18030', CHINESE],
    ['big5', TAIWANESE],
    ['euc-kr', KOREAN],
    ['ks_c_5601-1987', KOREAN],
    ['windows-1255', HEBREW],
    ['utf-16le', JAPANESE],
    ['utf-16be', KOREAN],
    ['utf-7', GERMAN],
    ['utf-32le', GERMAN],
  ])('%s', (label, text) => {
    const codec =
      { 'win-1251': 'windows-1251', 'x-sjis': 'shift_jis', 'ks_c_5601-1987': 'euc-kr' }[label] ?? label;
    expect(decodeText(iconv.encode(text, codec), label).text).toBe(text);
  });

  it('reads ISO-2022-JP, ISO-2022-KR and HZ', () => {
    expect(decodeText(Buffer.from('\x1b$B$3$s$K$A$O\x1b(B', 'latin1'), 'iso-2022-jp').text).toBe(
      'こんにちは',
    );
    expect(decodeText(Buffer.from('\x1b$)C\x0eGQ19\x0f ok', 'latin1'), 'iso-2022-kr').text).toBe('한국 ok');
    expect(decodeText(Buffer.from('~{VPND~} ok', 'latin1'), 'hz-gb-2312').text).toBe('中文 ok');
  });
});

describe('missing, wrong and unknown labels', () => {
  const UNLABELLED: [string, string][] = [
    ['windows-1252', GERMAN],
    ['windows-1250', POLISH],
    ['windows-1251', RUSSIAN],
    ['koi8-r', RUSSIAN],
    ['windows-1253', GREEK],
    ['shift_jis', JAPANESE],
    ['euc-jp', JAPANESE],
    ['gbk', CHINESE],
    ['big5', TAIWANESE],
    ['euc-kr', KOREAN],
    ['windows-1255', HEBREW],
    ['utf-16le', GERMAN],
    ['utf8', RUSSIAN],
  ];
  it.each(UNLABELLED)('%s without a label', (codec, text) => {
    expect(
      decodeText(iconv.encode(text, codec, { addBOM: codec.startsWith('utf-16') }), null).text.replace(
        '\ufeff',
        '',
      ),
    ).toBe(text);
  });
  it.each(UNLABELLED)('%s labelled us-ascii', (codec, text) => {
    expect(
      decodeText(iconv.encode(text, codec, { addBOM: codec.startsWith('utf-16') }), 'us-ascii').text.replace(
        '\ufeff',
        '',
      ),
    ).toBe(text);
  });
  it.each(UNLABELLED)('%s labelled utf-8', (codec, text) => {
    expect(
      decodeText(iconv.encode(text, codec, { addBOM: codec.startsWith('utf-16') }), 'utf-8').text.replace(
        '\ufeff',
        '',
      ),
    ).toBe(text);
  });
  it.each([
    'iso-8859-1',
    'windows-1252',
    'windows-1251',
    'koi8-r',
    'gb2312',
    'shift_jis',
    'x-unknown',
    'unknown-8bit',
    '',
    'utf-16',
  ])('UTF-8 labelled %j', (label) => {
    for (const text of [GERMAN, RUSSIAN, JAPANESE])
      expect(decodeText(Buffer.from(text), label).text).toBe(text);
  });
  it('keeps a UTF-8 text whose last character was cut', () => {
    expect(decodeText(Buffer.from(`${GERMAN}ü`).subarray(0, -1), 'utf-8').text).toBe(`${GERMAN}\ufffd`);
  });
  it.each([
    'Grüße',
    'naïve café',
    'Ich hätt’ gern …',
    '20 €',
    'Ålesund',
    'São Paulo',
    'ça va très bien',
    '“quoted”',
  ])('short Western text %j without a label', (text) => {
    expect(decodeText(iconv.encode(text, 'windows-1252'), null).text).toBe(text);
  });
});
