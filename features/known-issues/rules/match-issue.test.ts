import { describe, expect, it, test } from 'vitest';
import { type Affects, everyTicket, wordsProblem } from './affects.ts';
import { barsByDay, barsOf } from './count-groups.ts';
import { type IssueContent, issueChanges } from './issue-changes.ts';
import { matchIssue, PROPOSED_FROM, prepareIssue, type TicketTraits } from './match-issue.ts';
import { judgeRise, trendOf } from './rising.ts';

const names = {
  topic: (id: string) => id,
  generation: (id: string) => id.toUpperCase(),
  error: (id: string) => `meaning of ${id}`,
};

const nothing: TicketTraits = {
  topic: null,
  generations: [],
  firmware: [],
  app: [],
  systems: [],
  errors: [],
};

function compared(affects: Partial<Affects>, ticket: Partial<TicketTraits>, texts: readonly string[] = []) {
  return matchIssue(
    prepareIssue({ ...everyTicket, ...affects }),
    { ...nothing, ...ticket },
    () => texts,
    names,
  );
}

const afterUpdate: Partial<Affects> = {
  topics: ['sync'],
  generations: ['gen3'],
  firmware: '2.10.0 to 2.10.6',
};

describe('a ticket and an issue', () => {
  it.each<[string, Partial<Affects>, Partial<TicketTraits>, string[], 'proposed' | 'weak' | 'contradicts']>([
    ['topic and version', afterUpdate, { topic: 'sync', firmware: ['2.10.4'] }, [], 'proposed'],
    [
      'all of it',
      afterUpdate,
      { topic: 'sync', firmware: ['2.10.4'], generations: ['gen3'] },
      [],
      'proposed',
    ],
    ['topic alone', afterUpdate, { topic: 'sync' }, [], 'weak'],
    ['topic and device', afterUpdate, { topic: 'sync', generations: ['gen3'] }, [], 'weak'],
    [
      'version alone says nothing of what happens',
      afterUpdate,
      { firmware: ['2.10.4'], generations: ['gen3'] },
      [],
      'weak',
    ],
    [
      'another version',
      afterUpdate,
      { topic: 'sync', firmware: ['2.11.0'], generations: ['gen3'] },
      [],
      'contradicts',
    ],
    [
      'another device',
      afterUpdate,
      { topic: 'sync', firmware: ['2.10.4'], generations: ['gen4'] },
      [],
      'contradicts',
    ],
    [
      'one of two devices',
      afterUpdate,
      { topic: 'sync', firmware: ['2.10.4'], generations: ['gen4', 'gen3'] },
      [],
      'proposed',
    ],
    ['another topic', afterUpdate, { topic: 'battery', firmware: ['2.10.4'] }, [], 'contradicts'],
    [
      'a version nobody can compare is not known',
      afterUpdate,
      { topic: 'sync', firmware: ['the newest'] },
      [],
      'weak',
    ],
    ['an error alone, when that is all it names', { errors: ['e133'] }, { errors: ['e133'] }, [], 'proposed'],
    [
      'an error among other things',
      { ...afterUpdate, errors: ['e133'] },
      { errors: ['e133'] },
      [],
      'proposed',
    ],
    [
      'the error outweighs another topic',
      { ...afterUpdate, errors: ['e133'] },
      { topic: 'pairing', errors: ['e133'], firmware: ['2.10.4'] },
      [],
      'proposed',
    ],
    ['another error', { errors: ['e133'] }, { errors: ['e8'] }, [], 'weak'],
    [
      'words alone, when that is all it names',
      { words: ['stuck at 60'] },
      {},
      ['It is Stuck at  60 percent'],
      'proposed',
    ],
    ['words in part', { words: ['stuck at 60'] }, {}, ['unstuck at 600'], 'weak'],
    [
      'words and topic',
      { topics: ['sync'], words: ['grün*'] },
      { topic: 'sync' },
      ['leuchtet GRÜNLICH'],
      'proposed',
    ],
    ['words without topic', { topics: ['sync'], words: ['grün*', 'blinkt'] }, {}, ['blinkt grün'], 'weak'],
    ['Japanese words', { words: ['同期できない'] }, {}, ['昨日から同期できないです'], 'proposed'],
    [
      'an issue that says nothing',
      {},
      { topic: 'sync', firmware: ['2.10.4'], errors: ['e133'] },
      ['anything'],
      'weak',
    ],
    [
      'an open range is for nearly everybody',
      { topics: ['sync'], firmware: '>= 2' },
      { topic: 'sync', firmware: ['2.10.4'] },
      [],
      'weak',
    ],
    [
      'its system',
      { topics: ['sync'], systems: [{ name: 'ios', versions: '18' }], app: '5.2' },
      { topic: 'sync', systems: [{ name: 'ios', version: '18.2' }], app: ['5.2.1'] },
      [],
      'proposed',
    ],
    [
      'another system',
      { topics: ['sync'], systems: [{ name: 'ios', versions: '' }] },
      { topic: 'sync', systems: [{ name: 'android', version: null }] },
      [],
      'contradicts',
    ],
    [
      'another version of its system',
      { topics: ['sync'], systems: [{ name: 'ios', versions: '18' }] },
      { topic: 'sync', systems: [{ name: 'ios', version: '17.1' }] },
      [],
      'contradicts',
    ],
    [
      'its system, of which the version is not known',
      { errors: ['e'], systems: [{ name: 'ios', versions: '18' }] },
      { errors: ['e'], systems: [{ name: 'ios', version: null }] },
      [],
      'proposed',
    ],
  ])('%s', (_what, affects, ticket, texts, wanted) => {
    const found = compared(affects, ticket, texts);
    const is = found === null ? 'contradicts' : found.fits ? 'proposed' : 'weak';
    expect([is, found?.score]).toEqual([wanted, found?.score]);
    if (found) expect(found.score >= PROPOSED_FROM || !found.fits).toBe(true);
  });

  it('tell why, the weightiest first', () => {
    const found = compared(
      { ...afterUpdate, errors: ['e133'], words: ['white screen'] },
      { topic: 'sync', firmware: ['2.10.4'], generations: ['gen3'], errors: ['e133'] },
      ['only a white screen'],
    );
    expect(found?.reasons).toEqual([
      'The same error: meaning of e133',
      '“white screen” is in their words',
      'The topic is sync',
      'Firmware 2.10.4 is among 2.10.0 to 2.10.6',
      'The device is GEN3',
    ]);
    expect(found?.score).toBeGreaterThan(0.9);
  });

  it('are not read word by word when a fact contradicts', () => {
    const unread = () => {
      throw new Error('read all the same');
    };
    const issue = prepareIssue({ ...everyTicket, generations: ['gen3'], words: ['abc'] });
    expect(matchIssue(issue, { ...nothing, generations: ['gen4'] }, unread, names)).toBeNull();
  });

  it('cost little, also when the words are made to cost much', () => {
    const words = Array.from({ length: 40 }, (_, at) => `${'a'.repeat(20 + at)}*`);
    const started = performance.now();
    for (const text of [
      'a'.repeat(1_000_000),
      'a '.repeat(500_000),
      '\ud83d'.repeat(1_000_000),
      '*'.repeat(1_000_000),
    ])
      compared(
        { words },
        {},
        Array.from({ length: 20 }, () => text),
      );
    expect(performance.now() - started).toBeLessThan(2_500);
  });
});

test.each([
  ['ab', true],
  ['***', true],
  ['12345', true],
  ['a*b', true],
  ['x'.repeat(61), true],
  ['同', true],
  ['\u202e\u0000', true],
  ['同期', false],
  ['abc', false],
  ['*gerät*', false],
  ['stuck at 60', false],
])('the phrase %j is refused: %s', (phrase, refused) => {
  expect(wordsProblem(phrase) !== null).toBe(refused);
  if (!refused) expect(() => prepareIssue({ ...everyTicket, words: [phrase] })).not.toThrow();
});

describe('more than usual', () => {
  it.each<[string, Parameters<typeof judgeRise>, boolean]>([
    ['five where none is usual', [{ recent: 5, before: 0 }, null], true],
    ['four where none is usual', [{ recent: 4, before: 0 }, null], false],
    ['ten where nine are usual', [{ recent: 10, before: 84 }, null], false],
    ['eighteen where nine are usual', [{ recent: 18, before: 84 }, null], true],
    ['seventeen where nine are usual', [{ recent: 17, before: 84 }, null], false],
    [
      'a new version, while its topic is as usual',
      [
        { recent: 40, before: 0 },
        { recent: 42, before: 380 },
      ],
      false,
    ],
    [
      'a new version, while its topic rises',
      [
        { recent: 40, before: 0 },
        { recent: 80, before: 380 },
      ],
      true,
    ],
    [
      'an old version, while its topic rises by others',
      [
        { recent: 9, before: 84 },
        { recent: 80, before: 380 },
      ],
      false,
    ],
  ])('%s', (_what, given, rises) => {
    const rise = judgeRise(...given);
    expect(rise !== null).toBe(rises);
    if (rise) expect(rise.reasons[0]).toContain(String(given[0].recent));
  });

  it.each<[number, number, string]>([
    [0, 0, 'steady'],
    [3, 1, 'steady'],
    [20, 8, 'rising'],
    [8, 20, 'falling'],
    [100, 95, 'steady'],
  ])('%s this week and %s the week before: %s', (now, then, trend) => expect(trendOf(now, then)).toBe(trend));
});

describe('counts as bars', () => {
  const rows = [
    { kind: 'firmware', value: '2.9.1', tickets: 3, open: 1 },
    { kind: 'firmware', value: '2.10.4', tickets: 7, open: 5 },
    { kind: 'firmware', value: 'odd', tickets: 1, open: 0 },
    { kind: 'day', value: '2026-11-28', tickets: 4, open: 2 },
  ];

  it('stand in the order of versions, with those of which it is not known', () => {
    expect(barsOf(rows, 'firmware', { value: '', tickets: 14, open: 8 }, 12)).toEqual({
      bars: [
        { value: '2.10.4', tickets: 7, open: 5 },
        { value: '2.9.1', tickets: 3, open: 1 },
        { value: 'odd', tickets: 1, open: 0 },
        { value: '', tickets: 3, open: 2 },
      ],
      rest: 0,
    });
    expect(barsOf(rows, 'firmware', { value: '', tickets: 11, open: 6 }, 2).rest).toBe(1);
  });

  it('show every day, also those without tickets', () => {
    expect(barsByDay(rows, '2026-11-29', 3)).toEqual([
      { value: '2026-11-27', tickets: 0, open: 0 },
      { value: '2026-11-28', tickets: 4, open: 2 },
      { value: '2026-11-29', tickets: 0, open: 0 },
    ]);
  });
});

test('what was changed is told in sentences', () => {
  const before: IssueContent = {
    title: 'Syncing stops',
    status: 'investigating',
    affects: { ...everyTicket, firmware: '2.10.4', topics: ['sync'] },
    workarounds: { en: 'Restart.' },
    notes: '',
    fixedIn: '',
    autoLink: false,
    ownerId: null,
    firstSeenAt: new Date('2026-11-01T00:00:00Z'),
  };
  expect(issueChanges(before, before, () => '')).toEqual([]);
  const after: IssueContent = {
    ...before,
    status: 'fixed',
    affects: { ...before.affects, firmware: '2.10.0 to 2.10.6', topics: [], words: ['white screen'] },
    workarounds: { de: 'Neu starten.' },
    notes: 'x',
    fixedIn: '2.11.0',
    autoLink: true,
    ownerId: 'a',
  };
  expect(issueChanges(before, after, () => 'Mara')).toEqual([
    'Status changed from Investigating to Fixed.',
    'Topics taken off: sync.',
    'Firmware changed from 2.10.4 to 2.10.0 to 2.10.6.',
    'Words set to “white screen”.',
    'Fixed in set to 2.11.0.',
    'Owner set to Mara.',
    'Sure fits are linked without asking.',
    'Workaround in “en” taken off.',
    'Workaround in “de” written anew.',
    'Internal notes changed.',
  ]);
});
