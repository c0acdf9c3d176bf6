import { describe, expect, it } from 'vitest';
import type { Evaluation, Measured } from '#features/triage/index.ts';
import { isHeldBack, stratumOf } from './hold-back.ts';
import { judgeCandidate } from './judge-candidate.ts';

const measured = (right: number, mails: number): Measured => ({
  mails,
  right,
  departmentRight: right,
  byTopic: [],
  byLanguage: [],
  judged: [],
});
const on = (tickets: [number, number], profile: [number, number]): Evaluation => ({
  tickets: measured(...tickets),
  profile: measured(...profile),
});
const anchor = { mails: 500, right: 400 };

describe('a new version', () => {
  it.each<[string, [number, number], [number, number], [number, number], boolean]>([
    ['better on tickets is adopted', [80, 100], [70, 100], [400, 500], true],
    ['as good is adopted', [70, 100], [70, 100], [400, 500], true],
    ['with nothing held back yet is adopted', [0, 0], [0, 0], [400, 500], true],
    ['a little worse on the profile is adopted: that much is chance', [80, 100], [70, 100], [390, 500], true],
    ['one ticket worse is refused', [69, 100], [70, 100], [420, 500], false],
    ['much better on tickets but worse on the profile is refused', [99, 100], [10, 100], [389, 500], false],
    ['without any example of the profile stands by tickets alone', [80, 100], [70, 100], [0, 0], true],
  ])('%s', (_what, tickets, before, profile, adopt) => {
    const verdict = judgeCandidate({
      evaluation: on(tickets, profile),
      compared: on(before, profile),
      anchor,
    });
    expect(verdict.adopt).toBe(adopt);
    expect(verdict.reasons.some((reason) => reason.startsWith('Refused'))).toBe(!adopt);
  });

  it('says by how much and why it is refused', () => {
    const { reasons } = judgeCandidate({
      evaluation: on([60, 100], [300, 500]),
      compared: on([70, 100], [500, 500]),
      anchor,
    });
    expect(reasons).toEqual([
      'Right on 60 of 100 held-back tickets, the version in use on 70.',
      'Right on 300 of 500 held-back examples of the profile, which alone gives 400.',
      'Refused: 10 fewer tickets are right (10 points).',
      'Refused: 100 fewer examples of the profile are right (20 points), more than chance moves. What was taught speaks against the profile.',
    ]);
  });
});

it('the first four of their likes are learnt from, and every fifth is held back', () => {
  expect([0, 1, 2, 3, 4, 5, 9].map(isHeldBack)).toEqual([false, false, false, false, true, false, true]);
  expect(stratumOf({ kind: 'correction', topic: null, departments: ['b', 'a'] })).toBe('correction:a+b');
});
