/** What a test says in one sentence. Pure and browser-safe. */
import { type Step, type StepId, stepTitles, type TestState } from './steps.ts';

export type Told = { state: TestState; steps: readonly Step[] };

/** `mailbox`: false for a test of the relay alone. */
export function summaryOf({ state, steps }: Told, mailbox: boolean): string {
  switch (state) {
    case 'waiting':
      return 'Waiting for a worker to take it up …';
    case 'running': {
      const at = steps.findIndex((step) => step.state === 'running');
      const step = steps[at];
      return step ? `Step ${at + 1} of ${steps.length}: ${stepTitles[step.id]} …` : 'Running …';
    }
    case 'passed':
      return mailbox ? `It works both ways. ${backAfter(steps)}` : 'It works: the relay took the test mail.';
    case 'partly':
      return 'Coming in works as far as it could be tried. No mail was sent, so the way back is not proven.';
    case 'failed':
      return failed(steps);
    case 'broken-off':
      return 'It did not come to its end: the process that ran it ended, or none with the role “worker” runs. Test again.';
  }
}

function failed(steps: readonly Step[]): string {
  const first = steps.find((step) => step.state === 'failed');
  const more = steps.filter((step) => step.state === 'failed').length - 1;
  return `${first?.words ?? ''}${more > 0 ? ' The other way has a trouble of its own.' : ''}`;
}

/** From the relay's word to the desk's own. */
function backAfter(steps: readonly Step[]): string {
  const msOf = (id: StepId): number => steps.find((step) => step.id === id)?.ms ?? 0;
  return `The mail was back after ${durationOf(msOf('in-ledger') + msOf('in-fate'))}.`;
}

/** "80 ms", "1.4 s", "12 s". */
export function durationOf(ms: number): string {
  if (ms < 1_000) return `${Math.max(1, Math.round(ms))} ms`;
  const seconds = ms / 1_000;
  return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
}
