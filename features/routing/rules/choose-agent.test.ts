import { describe, expect, it } from 'vitest';
import { chooseAgent } from './choose-agent.ts';
import type { Candidate, TicketToRoute } from './look-at-candidate.ts';
import { type Policy, restingPolicy } from './policy.ts';
import { durationWords, sentenceOf, wordsOf } from './words.ts';

const words = wordsOf(
  new Map([
    ['sync', 'Syncing'],
    ['technical', 'Technical'],
  ]),
);
/** A Monday, 13:00 in Berlin. */
const now = new Date('2026-11-23T12:00:00Z');
const hours = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' }));
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

function person(name: string, given: Partial<Candidate> = {}): Candidate {
  return {
    ...{ id: name.toLowerCase(), name, role: 'agent', active: true, signedIn: true, inTeam: true },
    ...{ languages: ['en'], skills: [], schedule: { zone: 'Europe/Berlin', hours }, cap: null, load: 0 },
    ...{ away: null, lastGivenAt: ago(60) },
    ...given,
  };
}
const german: TicketToRoute = {
  ...{ topic: 'sync', department: 'technical', language: 'de', priority: 'normal', lastAgentId: null },
  ...{ notAgain: [], wider: false },
};
const english = { ...german, language: 'en' };
const policy: Policy = { ...restingPolicy, mode: 'round-robin' };
const least: Policy = { ...policy, mode: 'least-loaded' };
const choose = (ticket: TicketToRoute, people: Candidate[], how = policy, when = now) =>
  chooseAgent(ticket, people, how, when, words);

type Row = [
  what: string,
  ticket: TicketToRoute,
  people: Candidate[],
  how: Policy,
  name: string | null,
  why: RegExp,
];

describe('who gets a ticket', () => {
  const mira = person('Mira', { languages: ['en', 'de'], skills: [{ of: 'sync', level: 2 }], load: 2 });
  const ben = person('Ben');
  it.each<Row>([
    [
      'whoever speaks the language',
      german,
      [ben, mira],
      policy,
      'Mira',
      /^Speaks German, knows Syncing, longest since their last one, 3 of 10 tickets with this one\.$/,
    ],
    [
      'a language with a region is the same language',
      { ...german, language: 'de-AT' },
      [ben, mira],
      policy,
      'Mira',
      /Austrian German/,
    ],
    [
      'somebody else when nobody speaks it and it is only preferred',
      german,
      [ben],
      policy,
      'Ben',
      /^Does not speak German, the only one free/,
    ],
    [
      'nobody when it is required',
      german,
      [ben],
      { ...policy, language: 'required' },
      null,
      /^Ben does not speak German\.$/,
    ],
    [
      'anybody when it does not matter',
      german,
      [person('Ada'), mira],
      { ...policy, language: 'any', skill: 'any' },
      'Ada',
      /./,
    ],
    [
      'anybody when the language is not known',
      { ...german, language: null },
      [ben],
      { ...policy, language: 'required' },
      'Ben',
      /^Language not known/,
    ],
    [
      'whoever knows the topic',
      english,
      [ben, person('Ada', { skills: [{ of: 'sync', level: 2 }], lastGivenAt: ago(1) })],
      policy,
      'Ada',
      /knows Syncing/,
    ],
    [
      'whoever knows the department',
      english,
      [ben, person('Ada', { skills: [{ of: 'technical', level: 2 }], lastGivenAt: ago(1) })],
      policy,
      'Ada',
      /./,
    ],
    [
      'what is said of the topic counts more than of its department',
      english,
      [
        person('Ada', {
          skills: [
            { of: 'technical', level: 3 },
            { of: 'sync', level: 1 },
          ],
        }),
        person('Cleo', { skills: [{ of: 'technical', level: 2 }], lastGivenAt: ago(1) }),
      ],
      policy,
      'Cleo',
      /./,
    ],
    [
      'language before skill',
      german,
      [person('Ada', { skills: [{ of: 'sync', level: 3 }] }), person('Cleo', { languages: ['de'] })],
      policy,
      'Cleo',
      /./,
    ],
    [
      'nobody without the skill when it is required',
      english,
      [ben],
      { ...policy, skill: 'required' },
      null,
      /Ben does not know Syncing/,
    ],
    [
      'anybody when there is no topic',
      { ...english, topic: null, department: null },
      [ben],
      { ...policy, skill: 'required' },
      'Ben',
      /./,
    ],
    [
      'the expert is not first with an ordinary ticket',
      english,
      [
        person('Ada', { skills: [{ of: 'sync', level: 3 }], lastGivenAt: ago(1) }),
        person('Cleo', { skills: [{ of: 'sync', level: 2 }] }),
      ],
      policy,
      'Cleo',
      /./,
    ],
    [
      'the expert is first when it presses',
      { ...english, priority: 'high' },
      [
        person('Ada', { skills: [{ of: 'sync', level: 3 }], lastGivenAt: ago(1) }),
        person('Cleo', { skills: [{ of: 'sync', level: 2 }] }),
      ],
      policy,
      'Ada',
      /is asked about Syncing/,
    ],
    [
      'in turn: whose last one is longest ago',
      english,
      [person('Ada', { lastGivenAt: ago(5) }), person('Cleo', { lastGivenAt: ago(9) })],
      policy,
      'Cleo',
      /longest since/,
    ],
    [
      'in turn: whoever never had one',
      english,
      [person('Ada', { lastGivenAt: ago(999) }), person('Cleo', { lastGivenAt: null })],
      policy,
      'Cleo',
      /had none yet/,
    ],
    ['a tie is settled by the name', english, [person('Cleo'), person('Ada')], policy, 'Ada', /./],
    [
      'people of one name by their id',
      english,
      [person('Ada', { id: 'b' }), person('Ada', { id: 'a' })],
      policy,
      'Ada',
      /./,
    ],
    [
      'in turn, whatever their load',
      english,
      [person('Ada', { load: 8, lastGivenAt: ago(99) }), person('Cleo')],
      policy,
      'Ada',
      /9 of 10/,
    ],
    [
      'whoever has the most room',
      english,
      [person('Ada', { load: 3 }), person('Cleo', { load: 2 })],
      least,
      'Cleo',
      /has the most room, 3 of 10/,
    ],
    [
      'room is told by the own cap',
      english,
      [person('Ada', { load: 3, cap: 20 }), person('Cleo', { load: 2, cap: 4 })],
      least,
      'Ada',
      /4 of 20/,
    ],
    [
      'even room goes in turn',
      english,
      [person('Ada', { load: 2, lastGivenAt: ago(1) }), person('Cleo', { load: 2 })],
      least,
      'Cleo',
      /./,
    ],
    [
      'nobody beyond the cap',
      english,
      [person('Ada', { load: 10 })],
      policy,
      null,
      /^The one who could take it is full\.$/,
    ],
    [
      'nobody beyond their own cap',
      english,
      [person('Ada', { load: 1, cap: 1 }), person('Cleo', { load: 12 })],
      policy,
      null,
      /^All 2 who could take it are full\.$/,
    ],
    [
      'nobody outside of hours',
      english,
      [person('Ada', { schedule: { zone: 'America/Los_Angeles', hours } })],
      policy,
      null,
      /^Ada begins Mon 2026-11-23 09:00\.$/,
    ],
    [
      'somebody outside of hours when that does not matter',
      english,
      [person('Ada', { schedule: { zone: 'America/Los_Angeles', hours } })],
      { ...policy, onlyWorking: false },
      'Ada',
      /./,
    ],
    [
      'nobody who is away',
      english,
      [person('Ada', { away: { until: null } })],
      policy,
      null,
      /^Ada is away\.$/,
    ],
    [
      'nobody who is away until later',
      english,
      [person('Ada', { away: { until: ago(-60) } })],
      policy,
      null,
      /Ada is away until Mon 2026-11-23 14:00/,
    ],
    [
      'somebody whose absence is over',
      english,
      [person('Ada', { away: { until: ago(1) } })],
      policy,
      'Ada',
      /./,
    ],
    [
      'nobody who is away, also when hours do not matter',
      english,
      [person('Ada', { away: { until: null } })],
      { ...policy, onlyWorking: false },
      null,
      /./,
    ],
    [
      'nobody who was only invited',
      english,
      [person('Ada', { signedIn: false })],
      policy,
      null,
      /has not signed in yet/,
    ],
    [
      'nobody who is switched off',
      english,
      [person('Ada', { active: false })],
      policy,
      null,
      /Ada is switched off/,
    ],
    ['never a viewer', english, [person('Ada', { role: 'viewer' })], policy, null, /Ada may only look/],
    [
      'nobody of another team',
      english,
      [person('Ada', { inTeam: false })],
      policy,
      null,
      /^Nobody is in this team\.$/,
    ],
    ['nobody when there is nobody', english, [], policy, null, /^Nobody is in this team\.$/],
    [
      'nobody when people take tickets themselves',
      english,
      [ben],
      { ...policy, mode: 'off' },
      null,
      /take tickets themselves/,
    ],
    [
      'the one of before, out of turn and with less skill',
      { ...english, lastAgentId: 'cleo' },
      [person('Ada', { skills: [{ of: 'sync', level: 2 }] }), person('Cleo', { lastGivenAt: ago(1) })],
      policy,
      'Cleo',
      /helped this customer last/,
    ],
    [
      'not the one of before when they are full',
      { ...english, lastAgentId: 'cleo' },
      [person('Ada'), person('Cleo', { load: 10 })],
      policy,
      'Ada',
      /./,
    ],
    [
      'not the one of before when they are away',
      { ...english, lastAgentId: 'cleo' },
      [person('Ada'), person('Cleo', { away: { until: null } })],
      policy,
      'Ada',
      /./,
    ],
    [
      'not the one of before when the team does not want that',
      { ...english, lastAgentId: 'cleo' },
      [person('Ada'), person('Cleo', { lastGivenAt: ago(1) })],
      { ...policy, sameAgent: false },
      'Ada',
      /longest since/,
    ],
    [
      'nobody who had it and did nothing',
      { ...english, notAgain: ['ada'] },
      [person('Ada')],
      policy,
      null,
      /Ada had it before and it came back/,
    ],
    [
      'anybody once it was offered wider',
      { ...german, wider: true },
      [ben],
      { ...policy, language: 'required', skill: 'required' },
      'Ben',
      /Does not speak German/,
    ],
  ])('%s', (_what, ticket, people, how, name, why) => {
    const choice = choose(ticket, people, how);
    expect(choice.agent?.name ?? null).toBe(name);
    expect(sentenceOf(choice.reasons)).toMatch(why);
  });

  it('is the same in whatever order people are named', () => {
    const people = ['Ada', 'Ben', 'Cleo', 'Dan'].map((name, at) => person(name, { load: at % 2 }));
    const names = [people, people.toReversed()].map((some) => choose(english, some).agent?.name);
    expect(names).toEqual(['Ada', 'Ada']);
    expect(choose(english, [person('Ada', { id: 'b' }), person('Ada', { id: 'a' })]).agent?.id).toBe('a');
  });
});

describe('what is urgent when everybody is full', () => {
  const urgent: TicketToRoute = { ...english, priority: 'urgent' };
  const full = [person('Ada', { load: 12 }), person('Cleo', { load: 11 })];
  const lena = person('Lena', { role: 'lead', load: 40 });
  it.each<Row>([
    [
      'goes above the cap to whoever has least',
      urgent,
      full,
      policy,
      'Cleo',
      /urgent, and nobody who fits has room, 12 of 10/,
    ],
    [
      'goes to whoever is here when nobody fits',
      { ...urgent, language: 'de' },
      [person('Ada')],
      { ...policy, language: 'required' },
      'Ada',
      /Does not speak German, urgent/,
    ],
    ['goes to a lead', urgent, [...full, lena], { ...policy, urgent: 'lead' }, 'Lena', /so a lead takes it/],
    [
      'waits when no lead is here',
      urgent,
      [...full, person('Lena', { role: 'lead', away: { until: null } })],
      { ...policy, urgent: 'lead' },
      null,
      /./,
    ],
    ['waits when the team says so', urgent, full, { ...policy, urgent: 'wait' }, null, /All 2/],
    [
      'keeps to the cap while somebody has room',
      urgent,
      [...full, person('Ben', { load: 9 })],
      policy,
      'Ben',
      /10 of 10/,
    ],
    ['never goes to somebody away', urgent, [person('Ada', { away: { until: null } })], policy, null, /./],
    ['is no excuse for what is only high', { ...english, priority: 'high' }, full, policy, null, /All 2/],
  ])('%s', (_what, ticket, people, how, name, why) => {
    const choice = choose(ticket, people, how);
    expect(choice.agent?.name ?? null).toBe(name);
    expect(sentenceOf(choice.reasons)).toMatch(why);
  });
});

it('tells its arithmetic line by line, the chosen one first', () => {
  const people = [
    person('Zoe', { active: false }),
    person('Ben', { load: 10 }),
    person('Cleo', { lastGivenAt: ago(1) }),
    person('Mira', { languages: ['de'] }),
  ];
  expect(choose(german, people).lines).toEqual([
    { agentId: 'mira', name: 'Mira', verdict: 'chosen', notes: ['speaks German', '0 of 10 tickets'] },
    {
      agentId: 'cleo',
      name: 'Cleo',
      verdict: 'possible',
      notes: ['does not speak German', '0 of 10 tickets'],
    },
    {
      agentId: 'ben',
      name: 'Ben',
      verdict: 'full',
      notes: ['does not speak German', 'is full: 10 of 10 tickets'],
    },
    { agentId: 'zoe', name: 'Zoe', verdict: 'out', notes: ['is switched off'] },
  ]);
});

it('does not list a large team in the timeline', () => {
  const people = Array.from({ length: 9 }, (_, at) => person(`P${at}`, { away: { until: null } }));
  expect(choose(english, people).reasons.at(-1)).toBe('and 5 more');
});

it.each([
  [5, '5 minutes'],
  [60, '1 hour'],
  [90, '1 hour 30 minutes'],
  [480, '8 hours'],
])('%i minutes are %s', (minutes, expected) => {
  expect(durationWords(minutes)).toBe(expected);
});
