import { expect, it } from 'vitest';
import { type AddressHint, choosePlace, priorityReason, tellsDanger } from './choose-place.ts';

const departments = [
  { id: 'technical', team: 'tech', tags: [], topics: ['sync', 'battery'] },
  { id: 'billing', team: 'money', tags: [], topics: ['refund'] },
  { id: 'safety', team: 'care', tags: [], topics: ['safety'] },
  { id: 'general', team: 'tech', tags: [], topics: ['other'] },
];
const billing: AddressHint = { address: 'billing@brand.example', department: 'billing', teamId: 'team-b' };
const ofTeam: AddressHint = { address: 'vip@brand.example', department: null, teamId: 'team-v' };

function judged(topic: string, confidence: number) {
  return {
    topic,
    department: departments.find(({ topics }) => topics.includes(topic))?.id ?? '',
    confidence,
    unsure: confidence < 0.5,
    guesses: [
      { topic, chance: confidence },
      { topic: 'refund', chance: 0.2 },
    ],
    reasons: ['"does not sync" in the text', 'Priority normal, as nothing in it presses'],
  };
}

const key = (of: string) => ({ key: of });
const id = (of: string) => ({ id: of });

it.each([
  ['sure words decide', judged('sync', 0.7), null, 'sync', 'technical', key('tech')],
  ['nobody can tell', judged('sync', 0.3), null, null, 'general', key('tech')],
  ['the address fits the words', judged('refund', 0.6), billing, 'refund', 'billing', id('team-b')],
  ['words clearer than the address', judged('sync', 0.85), billing, 'sync', 'technical', key('tech')],
  ['the address is clearer', judged('sync', 0.6), billing, 'refund', 'billing', id('team-b')],
  [
    'an address without a department keeps its team',
    judged('sync', 0.6),
    ofTeam,
    'sync',
    'technical',
    id('team-v'),
  ],
  ['such an address, unsure', judged('sync', 0.3), ofTeam, null, 'general', id('team-v')],
  ['danger outweighs the address', judged('safety', 1), billing, 'safety', 'safety', key('care')],
] as const)('%s', (_why, triage, hint, topic, department, team) => {
  expect(choosePlace(triage, departments, hint)).toMatchObject({ topic, department, team });
});

it('knows the department where only the topic is unsure', () => {
  const guesses = [
    { topic: 'sync', chance: 0.48 },
    { topic: 'battery', chance: 0.44 },
  ];
  const place = choosePlace({ ...judged('sync', 0.48), guesses }, departments, null);
  expect(place).toMatchObject({ topic: null, department: 'technical' });
});

it('says why, in sentences', () => {
  expect(choosePlace(judged('sync', 0.7), departments, null).reasons).toEqual([
    '"does not sync" in the text.',
  ]);
  expect(choosePlace(judged('sync', 0.3), departments, null).reasons).toEqual([
    'Unsure what it is about: a person should choose. Perhaps sync (30 %) or refund (20 %).',
  ]);
  expect(choosePlace(judged('sync', 0.6), departments, billing).reasons).toEqual([
    'It was written to billing@brand.example. That counts, because its words are not clear.',
  ]);
  expect(priorityReason(judged('sync', 0.7))).toBe('Priority normal, as nothing in it presses.');
});

it('takes a topic that only looks like danger for no danger', () => {
  expect([
    tellsDanger(judged('safety', 1)),
    tellsDanger(judged('safety', 0.9)),
    tellsDanger(judged('sync', 1)),
  ]).toEqual([true, false, false]);
});
