/** How far an address can be reached: a score that failures raise and time lowers. */

import type { BounceCause } from '#mail/parsed-mail.ts';

export type AddressState = 'good' | 'doubtful' | 'dead';

/** Why a mail was not delivered, as `mail/parsed-mail.ts` names it. */
export const failureCauses = [
  'no-such-address',
  'no-such-domain',
  'mailbox-full',
  'mailbox-closed',
  'too-large',
  'blocked',
  'gave-up',
  'loop',
  'unreachable',
  'other',
] as const satisfies readonly BounceCause[];

export type FailureCause = BounceCause;

export type AddressHealth = {
  score: number;
  scoredAt: Date;
  /** First mail the relay took after the last failure. */
  acceptedAt: Date | null;
};

/** From these scores on. A single "no such address" is past the second one and stays there for a month. */
export const doubtfulFrom = 1;
export const deadFrom = 4;
/** However often it failed before, a mended address is not dead for ever. */
export const highestScore = 16;

const halfLifeDays = 30;
/** RFC 5321 4.5.4.1: servers give up after four to five days, so silence for longer means that it arrived. */
const silentDays = 6;
const dayMs = 86_400_000;

/** What a server that gave up for good adds. Being called spam says something about our mail, not about the address. */
const weights: Readonly<Record<FailureCause, number>> = {
  'no-such-address': 8,
  'no-such-domain': 8,
  'mailbox-closed': 8,
  'mailbox-full': 2,
  unreachable: 2,
  'gave-up': 2,
  loop: 2,
  blocked: 1,
  'too-large': 0,
  other: 3,
};

/** RFC 3463 3.1: class 4 is a passing trouble even when the server gave up over it, so it never kills at once. */
const passingWeight = 2;

/** The score of a health now: halved every month, and gone once a later mail stayed where it was sent. */
export function scoreAt(health: AddressHealth | null, now: Date): number {
  if (health === null || health.score === 0) return 0;
  const { acceptedAt, scoredAt } = health;
  if (acceptedAt !== null && acceptedAt > scoredAt && daysBetween(acceptedAt, now) >= silentDays) return 0;
  return health.score * 0.5 ** (daysBetween(scoredAt, now) / halfLifeDays);
}

/** The state a score means. */
export function stateOf(score: number): AddressState {
  if (score >= deadFrom) return 'dead';
  return score >= doubtfulFrom ? 'doubtful' : 'good';
}

/** The score after one more believed failure. */
export function scoreAfterFailure(
  health: AddressHealth | null,
  failure: { status: string | null; cause: FailureCause },
  now: Date,
): number {
  const passing = failure.status?.startsWith('4') === true;
  const weight = passing ? Math.min(passingWeight, weights[failure.cause]) : weights[failure.cause];
  return Math.min(highestScore, scoreAt(health, now) + weight);
}

const causes: Readonly<Record<FailureCause, string>> = {
  'no-such-address': 'There is no such address.',
  'no-such-domain': 'The part behind the @ does not take mail.',
  'mailbox-closed': 'The mailbox is closed.',
  'mailbox-full': 'The mailbox is full.',
  'too-large': 'The mail was too large for the mailbox.',
  blocked: 'Their mail server does not want our mail.',
  'gave-up': 'Their mail server could not be reached for days.',
  loop: 'Mail to this address runs in a circle.',
  unreachable: 'Their mail server could not be reached.',
  other: 'Their mail server did not take the mail.',
};

/** One plain sentence for people: why. */
export function causeSentence(cause: FailureCause): string {
  return causes[cause];
}

function daysBetween(from: Date, to: Date): number {
  return Math.max(0, to.getTime() - from.getTime()) / dayMs;
}
