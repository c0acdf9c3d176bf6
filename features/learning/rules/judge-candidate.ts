/** Whether a newly trained model takes the place of the one in use. */
import type { Anchor, Evaluation } from '#features/triage/index.ts';
import { learningLimits } from '../limits.ts';

export type CandidateVerdict = { adopt: boolean; reasons: string[] };

/**
 * Adopted when it is no worse: on held-back tickets than the version in use, and on held-back examples of the profile than
 * the profile alone, up to what chance moves. The second does not drift with the versions, and nobody's corrections
 * are part of it: a flood of wrong ones can make the first look good, not the second.
 */
export function judgeCandidate(input: {
  evaluation: Evaluation;
  compared: Evaluation;
  anchor: Anchor;
}): CandidateVerdict {
  const { tickets, profile } = input.evaluation;
  const before = input.compared.tickets;
  const least = input.anchor.right - Math.max(1, Math.floor(input.anchor.mails * learningLimits.tolerance));
  const worseOnTickets = tickets.right < before.right;
  const worseOnProfile = profile.mails > 0 && profile.right < least;
  const reasons: string[] = [];
  if (tickets.mails === 0) reasons.push('No ticket is held back yet to compare by.');
  else {
    const than = `the version in use on ${before.right}`;
    reasons.push(`Right on ${tickets.right} of ${count(tickets.mails, 'held-back ticket')}, ${than}.`);
  }
  if (profile.mails > 0) {
    reasons.push(
      `Right on ${profile.right} of ${count(profile.mails, 'held-back example')} of the profile, which alone gives ${input.anchor.right}.`,
    );
  }
  if (worseOnTickets)
    reasons.push(
      `Refused: ${before.right - tickets.right} fewer tickets are right (${points(before.right - tickets.right, tickets.mails)}).`,
    );
  if (worseOnProfile)
    reasons.push(
      `Refused: ${input.anchor.right - profile.right} fewer examples of the profile are right (${points(input.anchor.right - profile.right, profile.mails)}), more than chance moves. What was taught speaks against the profile.`,
    );
  return { adopt: !worseOnTickets && !worseOnProfile, reasons };
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function points(lost: number, of: number): string {
  return `${Math.round((lost * 1000) / Math.max(1, of)) / 10} points`;
}
