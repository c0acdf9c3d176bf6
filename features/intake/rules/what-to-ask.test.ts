import { describe, expect, test } from 'vitest';
import { loadDemoProfile, readingLanguages } from '../testing.ts';
import { type FactKey, factKeys } from './fact.ts';
import { intakeFor, type Need } from './intake-list.ts';
import { leftToOrders, mostQuestions, toldUnasked, whatToAsk } from './what-to-ask.ts';

const list = (required: readonly FactKey[], useful: readonly FactKey[]): Need[] => [
  ...required.map((key) => ({ key, need: 'required' as const })),
  ...useful.map((key) => ({ key, need: 'useful' as const })),
];
const known = (key: FactKey) => ({ key, value: 'x', confidence: 0.9 });
const guessed = (key: FactKey) => ({ key, value: 'x', confidence: 0.3 });

describe('what a customer is asked', () => {
  const sync = list(['device.generation', 'phone.model'], ['firmware.version', 'app.version', 'os.version']);
  const six = factKeys.filter((key) => !leftToOrders.has(key) && !toldUnasked.has(key)).slice(0, 6);

  test.each<[string, Need[], { facts?: FactKey[]; guesses?: FactKey[]; asked?: FactKey[] }, FactKey[]]>([
    [
      'all that is required, and of the useful only until three are asked',
      sync,
      {},
      ['device.generation', 'phone.model', 'firmware.version'],
    ],
    [
      'nothing that is known',
      sync,
      { facts: ['device.generation'] },
      ['phone.model', 'firmware.version', 'app.version'],
    ],
    [
      'what is only guessed',
      sync,
      { guesses: ['phone.model'] },
      ['device.generation', 'phone.model', 'firmware.version'],
    ],
    [
      'nothing that was asked before, answered or not',
      sync,
      { asked: ['phone.model', 'app.version'] },
      ['device.generation', 'firmware.version', 'os.version'],
    ],
    [
      'nothing when all is known or asked',
      sync,
      {
        facts: ['phone.model', 'app.version', 'os.version'],
        asked: ['device.generation', 'firmware.version'],
      },
      [],
    ],
    ['no deadline: whoever has one says so', list([], ['deadline', 'app.version']), {}, ['app.version']],
    [
      'no order number: that is asked where orders are known',
      list(['order.number', 'device.size'], []),
      {},
      ['device.size'],
    ],
    ['at most five, however much is required', list(six, ['symptom.since']), {}, six.slice(0, 5)],
    ['nothing for an empty list', [], {}, []],
  ])('%s', (_, needs, { facts = [], guesses = [], asked = [] }, keys) => {
    const told = [...facts.map(known), ...guesses.map(guessed)];
    expect(whatToAsk({ list: needs, facts: told, asked: new Set(asked) })).toEqual(keys);
  });
});

describe('the demo brand', async () => {
  const profile = await loadDemoProfile();
  const topics = profile.departments.flatMap((department) => department.topics);

  test.each(topics)(
    'asks no more than five things about %s, each with its question in every language',
    (topic) => {
      const keys = whatToAsk({ list: intakeFor(profile.intake, topic, []), facts: [], asked: new Set() });
      expect(keys.length).toBeLessThanOrEqual(mostQuestions);
      for (const language of readingLanguages) {
        for (const key of keys) expect(profile.questions[language]?.[key].ask).toMatch(/[?？。]$/);
      }
    },
  );

  test('asks for the phone only where the connection to it may be the matter', () => {
    const asks = (topic: string): boolean =>
      intakeFor(profile.intake, topic, []).some(({ key }) => key === 'phone.model');
    expect(topics.filter(asks)).toEqual([
      'sync',
      'pairing',
      'firmware-update',
      'app-crash',
      'integration',
      'login',
    ]);
  });

  test('thanks, and questions before buying, need no answers', () => {
    for (const topic of ['thanks', 'pre-sale', 'other'])
      expect(intakeFor(profile.intake, topic, [])).toEqual([]);
  });

  test('offers the models it knows, and the systems readers know', () => {
    const models = profile.reading.device.generations.map(({ id }) => id);
    const systems = profile.reading.device.systems.map(({ name }) => name);
    for (const language of readingLanguages) {
      const questions = profile.questions[language];
      expect(Object.keys(questions?.['device.generation'].choices ?? {})).toEqual(models);
      expect(Object.keys(questions?.['os.name'].choices ?? {}).sort()).toEqual(systems.sort());
    }
  });
});
