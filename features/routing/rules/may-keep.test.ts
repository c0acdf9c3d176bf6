import { describe, expect, it } from 'vitest';
import type { Candidate } from './look-at-candidate.ts';
import { type Given, mayKeep } from './may-keep.ts';
import { restingPolicy } from './policy.ts';
import { whoseChoice } from './whose-choice.ts';

const policy = { ...restingPolicy, mode: 'round-robin' as const, actMinutes: 60 };
const at = (time: string): Date => new Date(`2026-11-23T${time}:00Z`);
const hours = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' }));
const mira: Candidate = {
  ...{ id: 'm', name: 'Mira', role: 'agent', active: true, signedIn: true, inTeam: true, languages: ['en'] },
  ...{ skills: [], schedule: { zone: 'UTC', hours }, cap: null, load: 1, away: null, lastGivenAt: null },
};
const given: Given = {
  ...{ agent: mira, customerWaits: true, givenAt: at('09:00'), lastActAt: null, lastCustomerAt: at('08:00') },
  writing: false,
};
const off = (change: Partial<Candidate>): Partial<Given> => ({ agent: { ...mira, ...change } });

describe('a ticket stays, or goes back', () => {
  it.each<[string, Partial<Given>, Date, boolean, string | null]>([
    ['stays within its time', {}, at('09:59'), true, '10:00'],
    [
      'goes back when nothing was done',
      {},
      at('10:00'),
      false,
      'Mira did nothing with it within 1 hour of work',
    ],
    ['stays after they did something', { lastActAt: at('09:30') }, at('10:00'), true, '10:30'],
    ['stays when the customer wrote again', { lastCustomerAt: at('09:30') }, at('10:00'), true, '10:30'],
    ['stays when nobody waits', { customerWaits: false }, at('16:00'), true, null],
    ['stays while they write', { writing: true }, at('10:00'), true, '10:10'],
    [
      'goes back from somebody switched off, even while they wrote',
      { ...off({ active: false }), writing: true },
      at('09:01'),
      false,
      'Mira is switched off',
    ],
    [
      'goes back from somebody switched off when nobody waits',
      { ...off({ active: false }), customerWaits: false },
      at('09:01'),
      false,
      'Mira is switched off',
    ],
    [
      'goes back from somebody who left the team',
      off({ inTeam: false }),
      at('09:01'),
      false,
      'Mira is not in this team',
    ],
    [
      'goes back from somebody who may only look now',
      off({ role: 'viewer' }),
      at('09:01'),
      false,
      'Mira may only look',
    ],
    ['goes back from somebody away', off({ away: { until: null } }), at('09:01'), false, 'Mira is away'],
    [
      'stays with somebody away while nobody waits',
      { ...off({ away: { until: null } }), customerWaits: false },
      at('09:01'),
      true,
      null,
    ],
    [
      'stays with somebody who is back in time',
      off({ away: { until: at('09:45') } }),
      at('09:01'),
      true,
      '10:00',
    ],
    [
      'goes back from somebody who is back too late',
      off({ away: { until: at('10:01') } }),
      at('09:01'),
      false,
      'Mira is away until Mon 2026-11-23 10:01',
    ],
    [
      'stays with somebody whose absence is over',
      off({ away: { until: at('09:00') } }),
      at('09:01'),
      true,
      '10:00',
    ],
    [
      'is not taken from somebody away who writes',
      { ...off({ away: { until: null } }), writing: true },
      at('09:01'),
      true,
      '09:11',
    ],
    ['counts their own hours', { givenAt: at('16:30') }, at('23:00'), true, '2026-11-24T09:30:00.000Z'],
  ])('%s', (_what, change, now, keep, detail) => {
    const verdict = mayKeep({ ...given, ...change }, policy, now);
    expect(verdict.keep).toBe(keep);
    if (!verdict.keep) expect(verdict.reason).toBe(detail);
    else if (detail === null) expect(verdict.lookAgainAt).toBeNull();
    else expect(verdict.lookAgainAt?.toISOString()).toContain(detail);
  });

  it('is offered to nobody twice who did nothing, but again to somebody who was away', () => {
    const idle = mayKeep(given, policy, at('10:00'));
    const away = mayKeep({ ...given, ...off({ away: { until: null } }) }, policy, at('09:01'));
    expect([idle, away]).toMatchObject([{ didNothing: true }, { didNothing: false }]);
  });

  it('stays for ever where there is no limit', () => {
    expect(mayKeep(given, { ...policy, actMinutes: null }, at('16:00'))).toEqual({
      keep: true,
      lookAgainAt: null,
    });
  });
});

describe('whose choice it was', () => {
  const change = (byPerson: boolean, to: string | null, time = '09:00') => ({ byPerson, to, at: at(time) });
  it.each([
    ['nobody’s: it is new', null, null, null, 'nobody'],
    ['the desk’s', 'm', change(false, 'm'), null, 'desk'],
    ['a person’s', 'm', change(true, 'm'), null, 'person'],
    ['a person’s: it was given as it was made', 'm', null, null, 'person'],
    ['left open by a person', null, change(true, null), null, 'left-open'],
    ['nobody’s after the desk took it back', null, change(false, null), null, 'nobody'],
    ['nobody’s after a person moved it to another team', null, change(true, null), at('09:01'), 'nobody'],
    ['nobody’s when it was taken off in the same move', null, change(true, null), at('09:00'), 'nobody'],
    ['left open when that came after the move', null, change(true, null, '09:02'), at('09:01'), 'left-open'],
    ['nobody’s when whoever had it is not on the desk any more', null, change(true, 'm'), null, 'nobody'],
  ])('%s', (_what, assigneeId, assigned, movedByHandAt, expected) => {
    expect(whoseChoice({ assigneeId, assigned, movedByHandAt })).toBe(expected);
  });
});
