import { describe, expect, it } from 'vitest';
import { planTest, type Step, type StepId } from './steps.ts';
import { durationOf, summaryOf } from './summary.ts';

const steps = planTest({ relay: true, mailbox: { imap: true } });
const withSteps = (changes: Partial<Record<StepId, Partial<Step>>>): Step[] =>
  steps.map((step) => ({ ...step, state: 'ok', ...changes[step.id] }));

describe('what a test says', () => {
  it('while it runs: which step of how many', () => {
    const now = withSteps({ 'out-tls': { state: 'running' } });
    expect(summaryOf({ state: 'running', steps: now }, true)).toBe('Step 3 of 15: Encrypt the connection …');
    expect(summaryOf({ state: 'running', steps }, true)).toBe('Running …');
  });

  it('when it went well: how long the mail was away', () => {
    const back = withSteps({ 'in-ledger': { ms: 1_200 }, 'in-fate': { ms: 300 } });
    expect(summaryOf({ state: 'passed', steps: back }, true)).toBe(
      'It works both ways. The mail was back after 1.5 s.',
    );
    expect(summaryOf({ state: 'passed', steps: back }, false)).toContain('the relay took the test mail');
  });

  it('when it failed: the first step that did, and that there is another', () => {
    const one = withSteps({ 'in-sign-in': { state: 'failed', words: 'Refused.' } });
    expect(summaryOf({ state: 'failed', steps: one }, true)).toBe('Refused.');
    const two = withSteps({
      'out-connect': { state: 'failed', words: 'Closed.' },
      'in-sign-in': { state: 'failed', words: 'Refused.' },
    });
    expect(summaryOf({ state: 'failed', steps: two }, true)).toBe(
      'Closed. The other way has a trouble of its own.',
    );
  });

  it.each([
    [0.3, '1 ms'],
    [999, '999 ms'],
    [1_000, '1.0 s'],
    [9_949, '9.9 s'],
    [61_000, '61 s'],
  ])('%d milliseconds are %s', (ms, words) => {
    expect(durationOf(ms)).toBe(words);
  });
});
