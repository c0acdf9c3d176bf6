/** The steps of a test, in their order: for the worker that takes them, the API, and the screen. Pure and browser-safe. */
import { z } from 'zod';

export const stepTitles = {
  'out-none': 'Send through the relay',
  'out-resolve': 'Find the relay',
  'out-connect': 'Connect to it',
  'out-tls': 'Encrypt the connection',
  'out-ehlo': 'Ask what it offers',
  'out-sign-in': 'Sign in',
  'out-envelope': 'Sender and recipient accepted',
  'out-content': 'Test mail handed over',
  'in-door': 'Where its mail comes in',
  'in-resolve': 'Find the mail server',
  'in-connect': 'Connect to it',
  'in-tls': 'Encrypt the connection',
  'in-sign-in': 'Sign in',
  'in-folders': 'Open the folders',
  'in-arrival': 'Test mail seen in a folder',
  'in-ledger': 'Test mail fetched',
  'in-fate': 'Test mail recognised',
} as const;

export type StepId = keyof typeof stepTitles;
export const stepIds = Object.keys(stepTitles) as [StepId, ...StepId[]];
export const stepStates = ['pending', 'running', 'ok', 'failed', 'skipped'] as const;

export const stepSchema = z.object({
  id: z.enum(stepIds),
  state: z.enum(stepStates),
  /** What happened, in plain words; empty before. */
  words: z.string(),
  /** What to do next, when it failed. */
  advice: z.string(),
  /** One technical line: what the server said. Never a secret. */
  detail: z.string(),
  /** How long it took: milliseconds. */
  ms: z.number().int().nullable(),
});
export type Step = z.output<typeof stepSchema>;

const outIds = [
  'out-resolve',
  'out-connect',
  'out-tls',
  'out-ehlo',
  'out-sign-in',
  'out-envelope',
  'out-content',
] as const;
const imapIds = ['in-resolve', 'in-connect', 'in-tls', 'in-sign-in', 'in-folders', 'in-arrival'] as const;

/** What a test will do. `mailbox`: null tests the relay alone; `relay`: whether one is set. */
export function planTest(of: { relay: boolean; mailbox: { imap: boolean } | null }): Step[] {
  const out: readonly StepId[] = of.relay ? outIds : ['out-none'];
  const back: readonly StepId[] =
    of.mailbox === null
      ? []
      : [...(of.mailbox.imap ? imapIds : (['in-door'] as const)), 'in-ledger', 'in-fate'];
  return [...out, ...back].map((id) => ({
    id,
    state: 'pending',
    words: '',
    advice: '',
    detail: '',
    ms: null,
  }));
}

/** Outgoing or incoming. */
export function sideOf(id: StepId): 'out' | 'in' {
  return id.startsWith('out-') ? 'out' : 'in';
}

export const testStates = ['waiting', 'running', 'passed', 'partly', 'failed', 'broken-off'] as const;
export type TestState = (typeof testStates)[number];

export type TestFacts = {
  steps: readonly Step[];
  startedAt: Date;
  takenAt: Date | null;
  finishedAt: Date | null;
};

/** How a test stands. `brokenOffMs`: after this long without an end its process is gone. */
export function judgeTest(
  { steps, startedAt, takenAt, finishedAt }: TestFacts,
  now: Date,
  brokenOffMs: number,
): TestState {
  if (finishedAt === null) {
    if (now.getTime() - startedAt.getTime() > brokenOffMs) return 'broken-off';
    return takenAt === null ? 'waiting' : 'running';
  }
  if (steps.some((step) => step.state === 'failed')) return 'failed';
  if (steps.some((step) => step.state === 'pending' || step.state === 'running')) return 'broken-off';
  // A step that needs not be taken is no lack: only what was sent and did not come back is.
  return steps.some((step) =>
    step.id === 'out-none' || step.id === 'in-arrival' || step.id === 'in-fate'
      ? step.state === 'skipped'
      : false,
  )
    ? 'partly'
    : 'passed';
}
