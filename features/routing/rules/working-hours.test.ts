import { describe, expect, it } from 'vitest';
import { afterWorking, isWorking, isZone, nextStart, type Schedule } from './working-hours.ts';

const week = (from: string, to: string, days = [1, 2, 3, 4, 5]) => days.map((day) => ({ day, from, to }));
const berlin: Schedule = { zone: 'Europe/Berlin', hours: week('09:00', '17:00') };
const night: Schedule = { zone: 'Europe/Berlin', hours: week('22:00', '06:00') };
const tokyo: Schedule = { zone: 'Asia/Tokyo', hours: week('09:00', '18:00') };
const always: Schedule = { zone: 'UTC', hours: null };
const never: Schedule = { zone: 'UTC', hours: [] };
const wholeMonday: Schedule = { zone: 'UTC', hours: [{ day: 1, from: '00:00', to: '00:00' }] };
const split: Schedule = {
  zone: 'UTC',
  hours: [
    { day: 1, from: '08:00', to: '12:00' },
    { day: 1, from: '13:00', to: '17:00' },
  ],
};
const holiday: Schedule = { ...berlin, daysOff: new Set(['2026-12-25']) };
const at = (text: string): Date => new Date(text);

describe('somebody works', () => {
  it.each<[string, Schedule, string, boolean]>([
    ['from the first minute', berlin, '2026-11-23T08:00:00Z', true],
    ['not a second before', berlin, '2026-11-23T07:59:59Z', false],
    ['not at the last minute any more', berlin, '2026-11-23T16:00:00Z', false],
    ['by summer time in summer', berlin, '2026-07-06T07:00:00Z', true],
    ['not by winter time in summer', berlin, '2026-07-06T15:30:00Z', false],
    ['not at the weekend', berlin, '2026-11-28T10:00:00Z', false],
    ['in their own zone: Monday in Tokyo is Sunday in London', tokyo, '2026-11-23T00:30:00Z', true],
    ['over midnight, after it', night, '2026-11-24T04:30:00Z', true],
    ['over midnight, until the next morning only', night, '2026-11-24T05:00:00Z', false],
    ['on the Saturday morning after a Friday night', night, '2026-11-28T03:00:00Z', true],
    ['not on the Monday morning: nobody began on Sunday', night, '2026-11-23T03:00:00Z', false],
    ['the whole of a day', wholeMonday, '2026-11-23T23:59:59Z', true],
    ['and no longer', wholeMonday, '2026-11-24T00:00:00Z', false],
    ['not in their break', split, '2026-11-23T12:30:00Z', false],
    ['after their break', split, '2026-11-23T13:00:00Z', true],
    ['not on a day off', holiday, '2026-12-25T10:00:00Z', false],
    ['at any time without a plan', always, '2026-11-28T03:00:00Z', true],
    ['never with an empty one', never, '2026-11-23T10:00:00Z', false],
    // 29 March 2026: 02:00 to 03:00 does not exist in Berlin.
    [
      'a shift of the night the clocks go forward ends at 06:00 of the new time',
      { zone: 'Europe/Berlin', hours: [{ day: 6, from: '22:00', to: '06:00' }] },
      '2026-03-29T03:59:59Z',
      true,
    ],
    [
      'and not an hour later',
      { zone: 'Europe/Berlin', hours: [{ day: 6, from: '22:00', to: '06:00' }] },
      '2026-03-29T04:00:00Z',
      false,
    ],
    // 25 October 2026: 02:00 to 03:00 comes twice.
    [
      'both of the doubled hours belong to a shift that ends in them',
      { zone: 'Europe/Berlin', hours: [{ day: 6, from: '22:00', to: '02:30' }] },
      '2026-10-25T01:15:00Z',
      true,
    ],
  ])('%s', (_what, schedule, moment, expected) => {
    expect(isWorking(schedule, at(moment))).toBe(expected);
  });
});

describe('the next beginning', () => {
  it.each<[string, Schedule, string, string | null]>([
    ['later today', berlin, '2026-11-23T05:00:00Z', '2026-11-23T08:00:00.000Z'],
    ['tomorrow, while they work', berlin, '2026-11-23T10:00:00Z', '2026-11-24T08:00:00.000Z'],
    ['on Monday after the weekend', berlin, '2026-11-27T20:00:00Z', '2026-11-30T08:00:00.000Z'],
    [
      'an hour earlier in UTC once summer time began',
      berlin,
      '2026-03-27T20:00:00Z',
      '2026-03-30T07:00:00.000Z',
    ],
    ['after a day off and the weekend', holiday, '2026-12-24T20:00:00Z', '2026-12-28T08:00:00.000Z'],
    [
      'behind the gap when it is set into it',
      { zone: 'Europe/Berlin', hours: [{ day: 7, from: '02:30', to: '10:00' }] },
      '2026-03-28T12:00:00Z',
      '2026-03-29T01:30:00.000Z',
    ],
    ['none without a plan', always, '2026-11-23T10:00:00Z', null],
    ['none with an empty plan', never, '2026-11-23T10:00:00Z', null],
  ])('%s', (_what, schedule, moment, expected) => {
    expect(nextStart(schedule, at(moment))?.toISOString() ?? null).toBe(expected);
  });
});

describe('so much work after a moment', () => {
  it.each<[string, Schedule[], string, number, string]>([
    ['within a day', [berlin], '2026-11-23T09:00:00Z', 120, '2026-11-23T11:00:00.000Z'],
    ['to the last minute of a day', [berlin], '2026-11-23T14:00:00Z', 120, '2026-11-23T16:00:00.000Z'],
    ['over the weekend', [berlin], '2026-11-27T15:00:00Z', 120, '2026-11-30T09:00:00.000Z'],
    ['begun before work', [berlin], '2026-11-23T01:00:00Z', 60, '2026-11-23T09:00:00.000Z'],
    ['over weeks', [berlin], '2026-11-23T08:00:00Z', 40 * 60 + 60, '2026-11-30T09:00:00.000Z'],
    ['in which any of two works', [berlin, tokyo], '2026-11-23T15:30:00Z', 90, '2026-11-24T01:00:00.000Z'],
    [
      'counted once where both work',
      [berlin, { ...berlin }],
      '2026-11-23T09:00:00Z',
      60,
      '2026-11-23T10:00:00.000Z',
    ],
    [
      'by the wall when somebody is there at any time',
      [berlin, always],
      '2026-11-28T10:00:00Z',
      60,
      '2026-11-28T11:00:00.000Z',
    ],
    ['by the wall when nobody is', [], '2026-11-28T10:00:00Z', 60, '2026-11-28T11:00:00.000Z'],
    ['by the wall when nobody ever works', [never], '2026-11-28T10:00:00Z', 60, '2026-11-28T11:00:00.000Z'],
    // A shift of eight hours on the clock has seven when the clocks go forward.
    [
      'an hour that does not exist is no work',
      [{ zone: 'Europe/Berlin', hours: week('22:00', '06:00', [6, 7]) }],
      '2026-03-28T20:00:00Z',
      8 * 60,
      '2026-03-29T21:00:00.000Z',
    ],
  ])('%s', (_what, schedules, from, minutes, expected) => {
    expect(afterWorking(schedules, at(from), minutes).toISOString()).toBe(expected);
  });

  it('gives an end to whoever works one minute a week', () => {
    const rarely: Schedule = { zone: 'UTC', hours: [{ day: 1, from: '09:00', to: '09:01' }] };
    const end = afterWorking([rarely], at('2026-11-23T00:00:00Z'), 43_200);
    expect(end.getTime()).toBeGreaterThan(at('2026-12-20T00:00:00Z').getTime());
    expect(end.getTime()).toBeLessThan(at('2027-02-01T00:00:00Z').getTime());
  });
});

it.each([
  ['Europe/Helsinki', true],
  ['UTC', true],
  ['US/Pacific', true],
  ['Europe/Atlantis', false],
  ['', false],
])('%s as a zone: %s', (zone, expected) => {
  expect(isZone(zone)).toBe(expected);
});
