import { describe, expect, test } from 'vitest';
import { contextOf, loadDemoProfile } from '../testing.ts';
import { saysNothing, valueOfAnswer } from './answer-value.ts';
import type { FactKey } from './fact.ts';
import { composeAnswers, readFormAnswers } from './form-answers.ts';

describe('what an answer says', () => {
  test.each<[FactKey, string, string, string | null]>([
    ['device.generation', 'en', 'Gen3', 'gen3'],
    ['device.generation', 'en', 'Ring 4', 'gen4'],
    ['device.generation', 'de', '3', 'gen3'],
    ['device.generation', 'de', 'die dritte Generation', 'gen3'],
    ['device.generation', 'fi', 'kolmannen sukupolven', 'gen3'],
    ['device.generation', 'ja', '第３世代です', 'gen3'],
    ['device.generation', 'en', 'the silver one', null],
    ['device.generation', 'en', '3 or 4', null],
    ['firmware.version', 'en', '2.10.4', '2.10.4'],
    ['firmware.version', 'en', 'v2.10.4.', '2.10.4'],
    ['firmware.version', 'ja', '２．１０．４', '2.10.4'],
    ['firmware.version', 'en', 'the newest', null],
    ['firmware.version', 'en', '999999999999999999999', null],
    ['os.version', 'de', 'iOS 18.2', '18.2'],
    ['os.version', 'en', '15', '15'],
    ['os.name', 'en', 'Android', 'Android'],
    ['phone.model', 'en', 'Pixel 8', 'Pixel 8'],
    ['phone.model', 'en', 'Fairphone', 'Fairphone'],
    ['phone.model', 'en', '????', null],
    ['device.size', 'en', '9', '9'],
    ['device.size', 'fr', 'taille 11', '11'],
    ['device.size', 'en', '42', null],
    ['device.color', 'en', 'Stealth', 'stealth'],
    ['device.serial', 'en', 'A12B34CD5678', 'A12B34CD5678'],
    ['device.serial', 'en', 'on the box', null],
    ['purchase.date', 'en', '14 March 2026', '2026-03-14'],
    ['purchase.date', 'en', 'March 2026', '2026-03'],
    ['purchase.date', 'de', 'März 2026', '2026-03'],
    ['purchase.date', 'fr', 'mars 2026', '2026-03'],
    ['purchase.date', 'fi', 'maaliskuussa 2026', '2026-03'],
    ['purchase.date', 'es', 'marzo de 2026', '2026-03'],
    ['purchase.date', 'ja', '2026年3月', '2026-03'],
    ['symptom.since', 'de', 'seit Montag, ungefähr', 'seit Montag, ungefähr'],
    ['change.recent', 'en', 'A new phone 📱', 'A new phone 📱'],
    ['money.amount', 'de', '5,99 €', '5,99 €'],
    ['error.text', 'en', 'Connection failed', 'Connection failed'],
  ])('%s (%s) %j is %j', (key, language, written, value) => {
    expect(valueOfAnswer(key, written, contextOf(language))).toBe(value);
  });

  test.each([
    'no idea',
    'I don’t know!',
    'weiß ich leider nicht',
    'Keine Ahnung...',
    'je ne sais pas',
    'Aucune idée',
    'en tiedä',
    'No sé.',
    'わかりません。',
    '特になし',
    '-',
    '???',
    'n/a',
    '',
  ])('%j says nothing', (text) => expect(saysNothing(text)).toBe(true));

  test.each(['no more than a day', 'since nothing works any more', 'ei mitään ennen maanantaita'])(
    '%j says something',
    (text) => expect(saysNothing(text)).toBe(false),
  );
});

describe('a form', async () => {
  const profile = await loadDemoProfile();
  const questions = profile.questions.en;
  if (!questions) throw new Error('the demo brand speaks English');
  const offered = new Set<FactKey>(['device.generation', 'firmware.version', 'phone.model', 'change.recent']);
  const read = (fields: [string, string][]) =>
    readFormAnswers(fields, { offered, questions, context: contextOf('en') });

  test('gives the answers that were typed, in order, without those left empty', () => {
    const { answers, problems } = read([
      ['device.generation', 'gen3'],
      ['firmware.version', '  v2.10.4 '],
      ['phone.model', ' \n '],
      ['change.recent', 'no idea'],
    ]);
    expect(problems).toEqual([]);
    expect(answers).toEqual([
      { key: 'device.generation', written: 'gen3', value: 'gen3' },
      { key: 'firmware.version', written: 'v2.10.4', value: '2.10.4' },
      { key: 'change.recent', written: 'no idea', value: null },
    ]);
  });

  test.each<[string, [string, string], string]>([
    ['a key that is none', ['device.mood', 'sad'], 'unknown'],
    ['a key that every object has', ['__proto__', 'x'], 'unknown'],
    ['a fact the form did not ask for', ['order.number', 'SO-12345678'], 'unknown'],
    ['a value beyond the cap', ['phone.model', 'x'.repeat(301)], 'tooLong'],
    ['1 MB of text', ['change.recent', 'y'.repeat(1_000_000)], 'tooLong'],
    ['a choice that was not there', ['device.generation', 'gen99'], 'notOffered'],
    ['a choice that every object has', ['device.generation', 'constructor'], 'notOffered'],
  ])('refuses %s', (_, field, problem) => {
    expect(read([field]).problems).toEqual([{ key: field[0], problem }]);
    expect(read([field]).answers).toEqual([]);
  });

  test('becomes a message in which every fact names its words', () => {
    const { answers } = read([
      ['device.generation', 'gen4'],
      ['firmware.version', '2.10.4 (I think)'],
      ['change.recent', '\u202enothing much\u202c, a \u0000 flight ✈️ مرحبا'],
      ['phone.model', 'no idea'],
    ]);
    const { text, facts } = composeAnswers(answers, questions, ' One\r\nmore thing.\u202e ');
    expect(text).toBe(
      [
        'Ring generation: Ring 4',
        'Firmware version: 2.10.4 (I think)',
        'What changed before (update, new phone, travel): nothing much, a flight ✈️ مرحبا',
        'Phone: no idea',
        '',
        'One\nmore thing.',
      ].join('\n'),
    );
    expect(facts.map(({ key, value }) => [key, value])).toEqual([
      ['device.generation', 'gen4'],
      ['firmware.version', '2.10.4'],
      ['change.recent', 'nothing much, a flight ✈️ مرحبا'],
    ]);
    for (const { quote, start, end } of facts) expect(text.slice(start, end)).toBe(quote);
    expect(facts.map(({ quote }) => quote)[0]).toBe('Ring 4');
  });

  test('without answers is its note alone', () => {
    expect(composeAnswers([], questions, 'Hello')).toEqual({ text: 'Hello', facts: [] });
    expect(composeAnswers([], questions, ' ')).toEqual({ text: '', facts: [] });
  });
});
