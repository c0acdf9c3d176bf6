import { describe, expect, it } from 'vitest';
import { judgeTest, planTest, type Step, type TestState } from './steps.ts';

const now = new Date('2026-11-23T12:00:00Z');
const ago = (seconds: number): Date => new Date(now.getTime() - seconds * 1000);
const ids = (steps: readonly Step[]) => steps.map(({ id }) => id);

describe('what a test does', () => {
  it('to a mailbox that is fetched: out by the relay, back in by IMAP', () => {
    const steps = ids(planTest({ relay: true, mailbox: { imap: true } }));
    expect(steps).toHaveLength(15);
    expect([steps[0], steps.at(6), steps.at(-1)]).toEqual(['out-resolve', 'out-content', 'in-fate']);
  });

  it('to a mailbox that is not fetched, without a relay, and to the relay alone', () => {
    expect(ids(planTest({ relay: false, mailbox: { imap: false } }))).toEqual([
      'out-none',
      'in-door',
      'in-ledger',
      'in-fate',
    ]);
    expect(ids(planTest({ relay: true, mailbox: null })).every((id) => id.startsWith('out-'))).toBe(true);
  });
});

describe('how a test stands', () => {
  const steps = planTest({ relay: true, mailbox: { imap: true } });
  const all = (state: Step['state'], but: Partial<Record<Step['id'], Step['state']>> = {}): Step[] =>
    steps.map((step) => ({ ...step, state: but[step.id] ?? state }));
  it.each<[string, Step[], { started: number; taken?: number; finished?: number }, TestState]>([
    ['asked for a moment ago', all('pending'), { started: 1 }, 'waiting'],
    ['taken up', all('pending'), { started: 5, taken: 4 }, 'running'],
    ['without an end for long', all('pending'), { started: 130, taken: 129 }, 'broken-off'],
    ['never taken up', all('pending'), { started: 130 }, 'broken-off'],
    ['all went well', all('ok'), { started: 9, taken: 8, finished: 1 }, 'passed'],
    ['no login was needed', all('ok', { 'out-sign-in': 'skipped' }), { started: 9, finished: 1 }, 'passed'],
    [
      'one step failed, and what follows was not tried',
      all('skipped', { 'in-sign-in': 'failed' }),
      { started: 9, finished: 1 },
      'failed',
    ],
    ['ended in the middle', all('ok', { 'in-fate': 'running' }), { started: 9, finished: 1 }, 'broken-off'],
    ['no mail was sent', all('ok', { 'in-fate': 'skipped' }), { started: 9, finished: 1 }, 'partly'],
  ])('%s', (_name, taken, { started, taken: takenAt, finished }, state) => {
    const at = (seconds: number | undefined): Date | null => (seconds === undefined ? null : ago(seconds));
    const facts = { steps: taken, startedAt: ago(started), takenAt: at(takenAt), finishedAt: at(finished) };
    expect(judgeTest(facts, now, 120_000)).toBe(state);
  });
});
