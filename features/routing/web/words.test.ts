import { describe, expect, it } from 'vitest';
import { restingPolicy } from '../rules/policy.ts';
import {
  hoursWords,
  languageChoices,
  minutesWords,
  policySentence,
  presenceWord,
  withCurrent,
} from './words.ts';

const on = (days: number[], from = '09:00', to = '17:00') => days.map((day) => ({ day, from, to }));

describe('words of routing', () => {
  it.each([
    ['At any time', null],
    ['No hours', []],
    ['Mon to Fri 09:00–17:00', on([1, 2, 3, 4, 5])],
    ['Mon 09:00–17:00, Wed 09:00–17:00', on([3, 1])],
    ['Mon 08:00–12:00 and 13:00–17:00', [...on([1], '13:00', '17:00'), ...on([1], '08:00', '12:00')]],
    ['Mon to Thu 09:00–17:00, Fri 09:00–13:00', [...on([1, 2, 3, 4]), ...on([5], '09:00', '13:00')]],
  ])('%s', (expected, hours) => {
    expect(hoursWords(hours)).toBe(expected);
  });

  it.each([
    [15, '15 minutes'],
    [60, '1 hour'],
    [90, '90 minutes'],
    [480, '8 hours'],
  ])('%i minutes', (minutes, expected) => {
    expect(minutesWords(minutes)).toBe(expected);
  });

  it('keeps a time that is none of those offered', () => {
    expect(withCurrent(77)[0]).toEqual({ value: '77', label: '77 minutes' });
    expect(withCurrent(null)).toEqual(withCurrent(60));
  });

  it('offers the languages of the brand first, each once', () => {
    const values = languageChoices(['fi', 'de']).map(({ value }) => value);
    expect(values.slice(0, 2)).toEqual(['fi', 'de']);
    expect(new Set(values).size).toBe(values.length);
  });

  it.each([
    ['Tickets stay in the team’s queue until somebody takes them.', restingPolicy],
    [
      'In turn, 10 tickets at most, within working hours, by language, by skill.',
      { ...restingPolicy, mode: 'round-robin' as const },
    ],
    [
      'To whoever has the most room, 10 tickets at most, at any hour, only in a language they speak.',
      {
        ...restingPolicy,
        mode: 'least-loaded' as const,
        onlyWorking: false,
        language: 'required' as const,
        skill: 'any' as const,
      },
    ],
  ])('%s', (expected, policy) => {
    expect(policySentence(policy)).toBe(expected);
  });

  it.each([
    ['Here', { away: null, working: true, signedIn: true }],
    ['Not at work', { away: null, working: false, signedIn: true }],
    ['Away', { away: { since: '', until: null }, working: true, signedIn: true }],
    ['Invited', { away: null, working: true, signedIn: false }],
  ])('%s', (expected, person) => {
    expect(presenceWord(person).label).toBe(expected);
  });
});
