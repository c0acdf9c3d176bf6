/** Whether a ticket that the desk gave to somebody stays with them. What a person gave is never looked at here. */
import { type Candidate, goneFor } from './look-at-candidate.ts';
import type { Policy } from './policy.ts';
import { durationWords, whenWords } from './words.ts';
import { afterWorking } from './working-hours.ts';

export type Given = {
  agent: Candidate;
  /** The customer waits for an answer. */
  customerWaits: boolean;
  givenAt: Date;
  /** Their last reply, note or change on the ticket; null: none. */
  lastActAt: Date | null;
  lastCustomerAt: Date | null;
  /** They type, or saved a draft moments ago. */
  writing: boolean;
};

export type Keep =
  | { keep: true; lookAgainAt: Date | null }
  /** `didNothing`: it is not offered to them again. */
  | { keep: false; reason: string; didNothing: boolean };

/** Somebody who writes has this long until it is looked at again. */
const writingMs = 10 * 60_000;
/** Timers of two machines may differ by so much. */
const skewMs = 1_000;

/** Pure: the same input always gives the same answer. */
export function mayKeep(given: Given, policy: Policy, now: Date): Keep {
  const { agent } = given;
  const gone = goneFor(agent);
  if (gone !== null) return { keep: false, reason: `${agent.name} ${gone}`, didNothing: false };
  if (!given.customerWaits) return { keep: true, lookAgainAt: null };
  const deadline = actUntil(given, policy);
  const verdict = awayTooLong(agent, deadline, now) ?? didNothing(agent, deadline, policy, now);
  if (verdict === null) return { keep: true, lookAgainAt: deadline };
  // Nobody loses a ticket in the middle of a sentence.
  if (given.writing) return { keep: true, lookAgainAt: new Date(now.getTime() + writingMs) };
  return verdict;
}

/** By when they should act: from the last of given, acted, and written to by the customer. Null: there is no limit. */
export function actUntil(given: Omit<Given, 'customerWaits' | 'writing'>, policy: Policy): Date | null {
  const { agent, givenAt, lastActAt, lastCustomerAt } = given;
  if (policy.actMinutes === null) return null;
  const from = Math.max(givenAt.getTime(), lastActAt?.getTime() ?? 0, lastCustomerAt?.getTime() ?? 0);
  return afterWorking([agent.schedule], new Date(from), policy.actMinutes);
}

/** Whoever is back before the time to act is over keeps it. */
function awayTooLong({ away, name, schedule }: Candidate, deadline: Date | null, now: Date): Keep | null {
  if (away === null || (away.until !== null && away.until <= now)) return null;
  if (away.until === null) return { keep: false, reason: `${name} is away`, didNothing: false };
  if (deadline !== null && away.until <= deadline) return null;
  const reason = `${name} is away until ${whenWords(away.until, schedule.zone)}`;
  return { keep: false, reason, didNothing: false };
}

function didNothing({ name }: Candidate, deadline: Date | null, policy: Policy, now: Date): Keep | null {
  if (policy.actMinutes === null || deadline === null) return null;
  if (now.getTime() + skewMs < deadline.getTime()) return null;
  const reason = `${name} did nothing with it within ${durationWords(policy.actMinutes)} of work`;
  return { keep: false, reason, didNothing: true };
}
