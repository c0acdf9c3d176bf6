import { describe, expect, test } from 'vitest';
import { commonNeeds, intakeFor, type Need } from './intake-list.ts';

const known = (key: string, value: string) => ({ key, value, confidence: 0.9 });
const guessed = (key: string, value: string) => ({ key, value, confidence: 0.3 });
const short = (list: readonly Need[]): string => list.map(({ key, need }) => `${key} ${need}`).join(', ');

describe('the list of a topic', () => {
  const intake = {
    sync: {
      required: ['device.generation', 'phone.model'],
      useful: [
        { fact: 'error.text', when: { 'error.code': 'unknown' } },
        { fact: 'os.version', when: { 'os.name': ['Android'] } },
        { fact: 'symptom.since', when: { 'change.recent': 'unknown', 'symptom.frequency': 'known' } },
      ],
    },
    other: { required: [], useful: [] },
  } as const satisfies Record<string, unknown>;
  // A list as it comes from a file: its arrays are not read-only.
  const lists = structuredClone(intake) as unknown as Parameters<typeof intakeFor>[0];
  const always = 'device.generation required, phone.model required';

  test.each([
    ['what is required comes first', 'sync', [], `${always}, error.text useful`],
    ['"unknown" no longer holds', 'sync', [known('error.code', '133')], always],
    ['a guess makes nothing known', 'sync', [guessed('error.code', '133')], `${always}, error.text useful`],
    [
      'one of some values, however it is written',
      'sync',
      [known('os.name', 'android')],
      `${always}, error.text useful, os.version useful`,
    ],
    ['another value', 'sync', [known('os.name', 'iOS')], `${always}, error.text useful`],
    [
      'all parts of a condition hold',
      'sync',
      [known('symptom.frequency', 'daily')],
      `${always}, error.text useful, symptom.since useful`,
    ],
    [
      'one part of a condition does not hold',
      'sync',
      [known('symptom.frequency', 'daily'), known('change.recent', 'new phone')],
      `${always}, error.text useful`,
    ],
    [
      'what is known already stays on the list',
      'sync',
      [known('phone.model', 'Pixel 8')],
      `${always}, error.text useful`,
    ],
    ['a topic that needs nothing', 'other', [], ''],
    ['a topic the brand does not have', 'rocket', [], ''],
    ['a name that every object has', 'constructor', [], ''],
  ])('%s', (_, topic, facts, list) => {
    expect(short(intakeFor(lists, topic, facts))).toBe(list);
  });
});

test('of two topics that are equally likely, what both need', () => {
  const sync: Need[] = [
    { key: 'device.generation', need: 'required' },
    { key: 'phone.model', need: 'required' },
    { key: 'firmware.version', need: 'useful' },
  ];
  const battery: Need[] = [
    { key: 'firmware.version', need: 'required' },
    { key: 'device.generation', need: 'required' },
    { key: 'symptom.since', need: 'useful' },
  ];
  expect(short(commonNeeds(sync, battery))).toBe('device.generation required, firmware.version useful');
  expect(commonNeeds(sync, [])).toEqual([]);
});
