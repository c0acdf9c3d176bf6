import { describe, expect, it } from 'vitest';
import type { ErrorRow, PreviewRow, TopicKnowledge } from '../contract.ts';
import { errorEdits, errorFormOf, errorOf, errorWrong, findErrors, linesOf } from './error-form.ts';
import { factsLeft, intakeEdits, intakeFormOf, intakeWrong } from './intake-form.ts';
import { markedParts } from './marked-parts.ts';
import { changeLines, sumUp } from './preview-words.ts';
import { moved } from './reorder.ts';
import { topicEdits, topicFormOf, topicWrong } from './topic-form.ts';

const languages = ['en', 'de'];
const topic: TopicKnowledge = {
  id: 'sync',
  department: 'technical',
  retired: false,
  labels: { en: 'Syncing', de: 'Synchronisieren' },
  titles: { en: 'Syncing fails', de: 'Synchronisieren geht nicht' },
  signals: { en: { strong: ['sync*'], fair: [], slight: [], against: ['calendar sync'] } },
  pressure: 'usual',
};
const error: ErrorRow = {
  id: 'android-133',
  platform: 'android',
  operation: 'connect',
  codes: ['133', '0x85'],
  texts: { en: ['GATT ERROR'] },
  meaning: 'The connection failed.',
  cause: 'The phone gave up.',
  remedy: [{ step: 'restart-phone', words: 'Restart the phone.' }],
  article: null,
  source: 'Android sources',
  seen: 'abc',
};

describe('the form of a topic', () => {
  const known = { topic, seen: 'abc' };
  it('says nothing while nothing is changed, also with blank lines and blanks around', () => {
    const form = topicFormOf(topic, languages);
    const en = {
      ...(form.phrases.en ?? { strong: '', fair: '', slight: '', against: '' }),
      strong: '\n sync* \n\n',
    };
    expect(topicEdits({ ...form, phrases: { ...form.phrases, en } }, known, languages)).toEqual([]);
  });
  it('gives the whole topic with the mark of what was seen', () => {
    const edits = topicEdits({ ...topicFormOf(topic, languages), retired: true }, known, languages);
    expect(edits).toEqual([
      { kind: 'topic', seen: 'abc', topic: { ...topic, retired: true, department: null } },
    ]);
  });
  it.each([
    [{ id: 'Gift Card' }, 'small letters'],
    [{ department: null }, 'department'],
    [{ labels: { en: 'x' } }, 'in every language: de'],
    [{}, null],
  ])('%j', (part, words) => {
    const wrong = topicWrong({ ...topicFormOf(topic, languages), ...part }, languages);
    if (words === null) expect(wrong).toBeNull();
    else expect(wrong).toContain(words);
  });
});

describe('the form of a known error', () => {
  it('says nothing while nothing is changed', () => {
    expect(errorEdits(errorFormOf(error), error)).toEqual([]);
    const { seen: _seen, ...known } = error;
    expect(errorOf(errorFormOf(error))).toEqual(known);
  });
  it.each([
    [{ id: '' }, 'name'],
    [{ platform: '' }, 'where it shows'],
    [{ codes: ' ', texts: { en: '\n' } }, 'never be found'],
    [{ meaning: ' ' }, 'what it means'],
    [{ remedy: [] }, 'helps first'],
    [{ source: '' }, 'where this is from'],
  ])('%j', (part, words) => {
    expect(errorWrong({ ...errorFormOf(error), ...part })).toContain(words);
  });
  it.each([
    ['133', 1],
    ['ANDROID gatt', 1],
    ['restart  phone', 1],
    ['android 134', 0],
    ['', 1],
  ])('is found by %o: %i', (search, count) => {
    expect(findErrors([error], search)).toHaveLength(count);
  });
});

describe('the form of an intake list', () => {
  const known = {
    topic: 'sync',
    required: ['device.generation', { fact: 'error.text', when: { 'error.code': 'unknown' as const } }],
    useful: [{ fact: 'phone.model', when: { 'os.name': ['ios'] } }],
    seen: 'abc',
  };
  const form = intakeFormOf(known);
  it('keeps conditions as they are, and says nothing while nothing is changed', () => {
    expect(intakeEdits(form, known)).toEqual([]);
  });
  it('gives the list in its new order', () => {
    const [edit] = intakeEdits({ ...form, required: moved(form.required, 0, 1) }, known);
    expect(edit).toMatchObject({ intake: { required: [known.required[1], known.required[0]] } });
  });
  it('waits for the values of a condition, and offers no fact twice', () => {
    expect(intakeWrong({ ...form, useful: [{ fact: 'a', when: [{ fact: 'b', is: [] }] }] })).toContain(
      'values',
    );
    expect(intakeWrong(form)).toBeNull();
    expect(factsLeft([{ key: 'error.text' }, { key: 'deadline' }], form)).toEqual([{ key: 'deadline' }]);
  });
});

it.each([
  [0, 2, ['b', 'c', 'a']],
  [2, 0, ['c', 'a', 'b']],
  [1, 1, ['a', 'b', 'c']],
])('moves the entry %i to %i', (from, to, list) => {
  expect(moved(['a', 'b', 'c'], from, to)).toEqual(list);
});

it('lines are what has something in it', () => {
  expect(linesOf(' a \r\n\n b')).toEqual(['a', 'b']);
});

it('marks what is found, also where places overlap', () => {
  const parts = markedParts('abcdef', [
    { start: 1, end: 3 },
    { start: 2, end: 4 },
  ]);
  expect(parts.map(({ words, marked }) => (marked ? `[${words}]` : words)).join('')).toBe('a[b][c][d]ef');
  expect(markedParts('', [])).toEqual([]);
});

describe('a preview is told', () => {
  const row: PreviewRow = { number: 1, title: '', place: null, completeness: null, errors: null };
  const from = { department: 'technical', topic: 'sync', priority: 'normal' };
  const moved1: PreviewRow = { ...row, place: { from, to: { ...from, topic: 'battery' }, why: [] } };
  it.each<[number, PreviewRow[], string[]]>([
    [200, [], ['None of 200 tickets would change']],
    [200, [moved1], ['1 of 200 tickets would go elsewhere']],
    [
      1,
      [{ ...row, errors: { gained: ['a'], lost: [] } }],
      ['1 of 1 ticket would be matched with a known error'],
    ],
    [
      2,
      [{ ...row, place: { from, to: { ...from, priority: 'high' }, why: [] } }],
      ['1 of 2 tickets would get another priority'],
    ],
  ])('of %i', (checked, rows, lines) => {
    expect(sumUp(checked, rows)).toEqual(lines);
  });
  it('in lines for one ticket', () => {
    const whole: PreviewRow = {
      ...moved1,
      completeness: { from: 50, to: 75, asks: ['Ring size'], asksNoMore: [] },
      errors: { gained: [], lost: ['android-133'] },
    };
    expect(changeLines(whole)).toEqual([
      'Sync (Technical) → Battery (Technical)',
      'Completeness 50 → 75',
      'Asked for: Ring size',
      'No longer matched with: android-133',
    ]);
  });
});
