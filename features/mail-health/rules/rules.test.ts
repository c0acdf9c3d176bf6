import { describe, expect, it } from 'vitest';
import { followTrouble, type Standing } from './follow-trouble.ts';
import { judgeWay, minutes, type WayFacts, type WayState } from './judge-way.ts';
import { alarmSubject, labelOf } from './way-words.ts';

const now = new Date('2026-11-23T12:00:00Z');
const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1000);

const well: WayFacts = {
  kind: 'mailbox',
  lastSuccessAt: ago(30),
  lastFailureAt: null,
  lastError: '',
  refused: false,
  firstSeenAt: ago(86_400),
  waitingSince: null,
};

describe('how a way of mail fares', () => {
  it.each<[string, Partial<WayFacts>, WayState, number]>([
    ['a look half a minute ago', {}, 'ok', 30],
    ['never looked at, known for a minute', { lastSuccessAt: null, firstSeenAt: ago(60) }, 'ok', 60],
    ['never looked at, known for an hour', { lastSuccessAt: null, firstSeenAt: ago(3600) }, 'late', 3600],
    ['silent just as long as it may be', { lastSuccessAt: ago(360) }, 'ok', 360],
    ['silent a second longer', { lastSuccessAt: ago(361) }, 'late', 361],
    ['a door that is silent for four minutes', { kind: 'smtp', lastSuccessAt: ago(240) }, 'late', 240],
    ['a relay may be silent for longer', { kind: 'relay', lastSuccessAt: ago(840) }, 'ok', 840],
    ['failed after the last success', { lastFailureAt: ago(5), lastError: 'no' }, 'failing', 30],
    ['failed before the last success', { lastFailureAt: ago(40), lastError: 'no' }, 'ok', 30],
    ['refused', { lastFailureAt: ago(5), lastError: 'no', refused: true }, 'refused', 30],
    ['refused once, and let in since', { lastFailureAt: ago(99), refused: true }, 'ok', 30],
    ['failed and never worked', { lastSuccessAt: null, lastFailureAt: ago(5) }, 'failing', 86_400],
    ['failing counts more than late', { lastSuccessAt: ago(9000), lastFailureAt: ago(5) }, 'failing', 9000],
    ['mail waits a little', { waitingSince: ago(300) }, 'ok', 300],
    ['mail waits too long', { waitingSince: ago(301) }, 'late', 301],
    ['a clock that was set back', { lastSuccessAt: ago(-50) }, 'ok', 0],
  ])('%s', (_name, facts, state, lagSeconds) => {
    expect(judgeWay({ ...well, ...facts }, now)).toMatchObject({ state, lagSeconds });
  });

  it('says why in words', () => {
    const failed = {
      ...well,
      lastFailureAt: now,
      lastError: 'The mail server refused user name or password.',
    };
    expect(judgeWay(failed, now).reason).toBe('The mail server refused user name or password.');
    expect(judgeWay({ ...well, lastSuccessAt: ago(7200) }, now).reason).toContain('for 2 hours');
    expect(judgeWay({ ...well, kind: 'relay', waitingSince: ago(600) }, now).reason).toBe(
      'The oldest mail has waited for 10 minutes to leave.',
    );
  });
});

describe('a trouble', () => {
  /** A look a minute; what is told at which of them. */
  function told(states: readonly WayState[], alarmAfter = 3): [number, string][] {
    let standing: Standing = { state: 'ok', since: ago(9000), troubleSince: null, alarmedAt: null };
    const said: [number, string][] = [];
    states.forEach((state, minute) => {
      const at = new Date(now.getTime() + minute * 60_000);
      const followed = followTrouble(standing, state, at, alarmAfter);
      standing = followed.standing;
      if (followed.tell) said.push([minute, followed.tell]);
    });
    return said;
  }
  const many = (state: WayState, count: number): WayState[] => Array.from({ length: count }, () => state);

  it.each<[string, WayState[], [number, string][]]>([
    ['that is short is told to nobody', [...many('failing', 3), ...many('ok', 5)], []],
    ['is told once, however long it lasts', many('failing', 60), [[3, 'alarm']]],
    [
      'ends with one all-clear, when it has been well for a while',
      [...many('failing', 5), ...many('ok', 9)],
      [
        [3, 'alarm'],
        [7, 'all-clear'],
      ],
    ],
    [
      'that changes its kind is still one',
      [...many('late', 2), ...many('failing', 2), ...many('refused', 9)],
      [[3, 'alarm']],
    ],
    [
      'that comes and goes is one',
      [...many('failing', 4), 'ok', 'failing', 'ok', 'failing', 'ok', 'failing', 'failing'],
      [[3, 'alarm']],
    ],
    [
      'after an all-clear is a new one',
      [...many('failing', 4), ...many('ok', 3), ...many('late', 5)],
      [
        [3, 'alarm'],
        [6, 'all-clear'],
        [10, 'alarm'],
      ],
    ],
  ])('%s', (_name, states, expected) => {
    expect(told(states)).toEqual(expected);
  });
});

it('an alarm says what, how and since when', () => {
  const label = labelOf('mailbox:1', 'help@example.com', null);
  expect(alarmSubject({ label, state: 'refused', reason: '', troubleSeconds: 610 })).toBe(
    'The mailbox help@example.com has been refused for 10 minutes',
  );
  expect(
    alarmSubject({
      label: labelOf('relay', null, 'smtp.example.com'),
      state: 'ok',
      reason: '',
      troubleSeconds: 7300,
    }),
  ).toBe('The relay smtp.example.com works again after 2 hours');
  expect([minutes(59), minutes(60), minutes(200_000)]).toEqual(['0 minutes', '1 minute', '2 days']);
});
