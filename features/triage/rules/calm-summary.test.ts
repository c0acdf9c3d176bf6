import { describe, expect, it } from 'vitest';
import { calmSummary, LONG_MESSAGE, type MessageRead } from './calm-summary.ts';

const part = (text: string) => ({ text, place: `place of ${text}` });

const message: MessageRead<string> = {
  tone: 'angry',
  length: 200,
  danger: false,
  topic: 'Sync',
  facts: [part('Ring Gen3'), part('Firmware 2.10.4')],
  since: [part('since Tuesday')],
  tried: [part('Restart app: no change')],
  wanted: [part('A refund')],
  contact: { nth: 1, days: 0, answered: false },
};

const told = (given: Partial<MessageRead<string>>): string[] =>
  (calmSummary({ ...message, ...given })?.lines ?? []).map(
    ({ label, parts }) => `${label}: ${parts.map(({ text }) => text).join(' · ')}`,
  );

describe('a calm summary', () => {
  it.each([
    ['angry', 10, 'angry'],
    ['shouting', 10, 'shouting'],
    ['neutral', LONG_MESSAGE, 'long'],
    ['neutral', LONG_MESSAGE - 1, undefined],
    ['angry', LONG_MESSAGE, 'angry'],
  ] as const)('of a %s message of %i characters: %s', (tone, length, why) => {
    expect(calmSummary({ ...message, tone, length })?.why).toBe(why);
  });

  it('says what it is about, since when, what was tried and what is wanted, each with its place', () => {
    expect(told({})).toEqual([
      'About: Sync · Ring Gen3 · Firmware 2.10.4',
      'Since: since Tuesday',
      'Tried: Restart app: no change',
      'Wants: A refund',
    ]);
    expect(calmSummary(message)?.lines[1]?.parts[0]?.place).toBe('place of since Tuesday');
  });

  it('says what is not told, so that nobody looks for it', () => {
    expect(told({ topic: null, facts: [], since: [], tried: [], wanted: [] })).toEqual([
      'Tried: Nothing they tell of',
      'Wants: They do not say it outright',
    ]);
  });

  it('puts harm first', () => {
    expect(told({ danger: true })[0]).toBe('Safety: It tells of harm. Read it whole.');
  });

  it.each([
    [{ nth: 3, days: 6, answered: false }, 'Contact: Third message, 6 days after the first; no answer yet'],
    [{ nth: 2, days: 1, answered: true }, 'Contact: Second message, 1 day after the first; answered before'],
    [{ nth: 12, days: 0, answered: true }, 'Contact: 12th message, on the same day; answered before'],
  ])('tells of earlier messages: %o', (contact, line) => {
    expect(told({ contact }).at(-1)).toBe(line);
  });

  it('stays short however much was told', () => {
    const many = Array.from({ length: 40 }, (_, n) => part(`fact ${n}`));
    const [about, , tried] = told({ facts: many, tried: many });
    expect(about).toMatch(/35 more beside$/);
    expect(tried).toMatch(/35 more beside$/);
  });
});
