import { describe, expect, test } from 'vitest';
import { contextOf, loadDemoProfile } from '../testing.ts';
import type { Fact, FactKey } from './fact.ts';
import { type AskedQuestion, withAnswers } from './mail-answers.ts';
import { readFacts } from './read-facts.ts';
import { isKnown } from './settle.ts';

const profile = await loadDemoProfile();

function questions(language: string, keys: readonly FactKey[]): AskedQuestion[] {
  const words = profile.questions[language];
  if (!words) throw new Error(`no questions in ${language}`);
  return keys.map((key, index) => {
    const { label, ask, where } = words[key];
    return { key, number: index + 1, label, ask, where };
  });
}

function read(language: string, body: string, asked: readonly AskedQuestion[]): Fact[] {
  const context = contextOf(language);
  return withAnswers(readFacts({ subject: '', body }, context), body, asked, context);
}

const known = (facts: readonly Fact[]): string[] =>
  facts
    .filter(isKnown)
    .map(({ key, value }) => `${key} ${value}`)
    .sort();

const three: FactKey[] = ['device.generation', 'phone.model', 'firmware.version'];
const all = ['device.generation gen3', 'firmware.version 2.10.4', 'phone.model Pixel 8'];

describe('short answers', () => {
  test.each<[string, string, string, FactKey[], string[]]>([
    ['one below the other', 'en', 'Gen3\nPixel 8\n2.10.4', three, all],
    ['with a greeting and thanks', 'en', 'Hi,\n\nGen3\nPixel 8\n2.10.4\n\nThanks,\nAnna', three, all],
    ['in one line', 'en', 'Gen3, Pixel 8, 2.10.4', three, all],
    ['by number', 'en', '1. Gen3\n2. Pixel 8\n3. 2.10.4', three, all],
    ['by number in one line', 'en', '1. Gen3 2. Pixel 8 3. 2.10.4', three, all],
    ['by number with brackets', 'de', '1) Gen3\n2) Pixel 8\n3) 2.10.4', three, all],
    ['by number without blanks', 'de', '1.Gen3\n2.Pixel 8', three, all.toSpliced(1, 1)],
    ['by number, bare', 'de', '1. 3\n2. Pixel 8', three, ['device.generation gen3', 'phone.model Pixel 8']],
    ['by Japanese numbers', 'ja', '①第3世代\n②Pixel 8\n③2.10.4', three, all],
    ['by full-width numbers', 'ja', '１．第3世代\n２．Pixel 8\n３． ２．１０．４', three, all],
    [
      'by the names of the fields',
      'fr',
      'Génération de la bague : 3\nTéléphone : Pixel 8\nVersion du micrologiciel : 2.10.4',
      three,
      all,
    ],
    [
      'a version that could be two things, of which one was asked',
      'en',
      '2.10.4',
      ['firmware.version'],
      ['firmware.version 2.10.4'],
    ],
    ['the same, and the other was asked', 'en', '2.10.4', ['app.version'], ['app.version 2.10.4']],
    ['a bare number for the size', 'en', '9', ['device.size'], ['device.size 9']],
    ['a bare number for the system', 'es', '15', ['os.version'], ['os.version 15']],
    [
      'a version when two were asked: as it is read without questions',
      'en',
      '2.10.4',
      ['firmware.version', 'app.version'],
      ['firmware.version 2.10.4'],
    ],
    ['no idea', 'de', '1. Gen3\n2. keine Ahnung', three, ['device.generation gen3']],
    ['nothing asked', 'en', '9', [], []],
    ['a date is no second answer', 'de', '2. März', ['device.generation', 'phone.model'], []],
  ])('%s', (_, language, body, keys, facts) => {
    expect(known(read(language, body, questions(language, keys)))).toEqual(facts);
  });

  test.each(['en', 'de', 'fr', 'fi', 'es', 'ja'])('below our questions, quoted, in %s', (language) => {
    const asked = questions(language, three);
    const answers = ['Gen3', 'Pixel 8', '2.10.4'];
    const quoted = asked.flatMap(({ ask, where }, index) => [
      `> ${index + 1}. ${ask}`,
      `>    ${where}`,
      '',
      answers[index] ?? '',
      '',
    ]);
    expect(known(read(language, ['Hello', '', ...quoted].join('\n'), asked))).toEqual(all);
    const behind = asked.map(({ ask }, index) => `> ${index + 1}. ${ask} ${answers[index]}`);
    expect(known(read(language, behind.join('\n'), asked))).toEqual(all);
  });

  test('our own examples are no answers', () => {
    const asked = questions('en', three);
    const body = asked.map(({ ask, where }, at) => `> ${at + 1}. ${ask}\n>    ${where}`).join('\n');
    expect(known(read('en', `${body}\n\nI will look tomorrow.`, asked))).toEqual([]);
    const unquoted = asked.map(({ ask, where }, at) => `${at + 1}. ${ask}\n${where}`).join('\n\n');
    expect(known(read('en', `${unquoted}\n\nI will look tomorrow.`, asked))).toEqual([]);
  });

  test('a question that the mail program broke in two is still ours', () => {
    const body =
      '> 1. Which phone do you use with\n> the ring?\n> Make and model, such as iPhone\n> 15 or Pixel 8.\nPixel 9';
    expect(known(read('en', body, questions('en', ['phone.model'])))).toEqual(['phone.model Pixel 9']);
  });

  test('our example is a good answer all the same', () => {
    const body = '> 1. Which phone do you use with the ring?\niPhone 15';
    expect(known(read('en', body, questions('en', ['phone.model'])))).toEqual(['phone.model iPhone 15']);
  });

  test('free words below a question are taken as they are', () => {
    const asked = questions('de', ['symptom.since', 'change.recent']);
    const body = '1. irgendwann letzte Woche, glaube ich\n2. Ich war in Japan';
    expect(known(read('de', body, asked))).toEqual([
      'change.recent Ich war in Japan',
      'symptom.since irgendwann letzte Woche, glaube ich',
    ]);
  });

  test('wins over what else the mail names, and every quote stands at its place', () => {
    const asked = questions('en', ['firmware.version']);
    const body = 'The firmware was 2.9.1.\n\n1. 2.10.4';
    const facts = read('en', body, asked);
    expect(known(facts)).toEqual(['firmware.version 2.10.4']);
    for (const { quote, start, end } of facts) expect(body.slice(start, end)).toBe(quote);
  });
});

describe('hostile mails', () => {
  test.each([
    ['a million characters', 'x'.repeat(1_000_000)],
    ['a million line ends', '\n'.repeat(1_000_000)],
    [
      'ten thousand numbers',
      Array.from({ length: 10_000 }, (_, at) => `${(at % 5) + 1}. 2.10.${at}`).join('\n'),
    ],
    [
      'ten thousand numbers in a line',
      Array.from({ length: 10_000 }, (_, at) => `${(at % 5) + 1}. 2.10.${at}`).join(' '),
    ],
    ['quote marks', '>'.repeat(500_000)],
    ['our question again and again', 'Which phone do you use with the ring? '.repeat(20_000)],
    ['halves of characters', '\ud83d1. \udc8d\n2. \u202e💍'],
  ])('%s take no time and give few facts', (_, body) => {
    const asked = questions('en', three);
    const context = contextOf('en');
    const from = performance.now();
    const facts = withAnswers([], body, asked, context);
    expect(performance.now() - from).toBeLessThan(1_000);
    expect(facts.length).toBeLessThan(10);
    for (const { quote, start, end } of facts) expect(body.slice(start, end)).toBe(quote);
  });
});
