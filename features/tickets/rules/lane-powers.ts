/**
 * What a message may do by the lane of its sender. The one table: whoever decides such a thing asks `laneMay`.
 * Lanes are given by features/mail-in/rules/choose-lane.ts; docs/operating/authenticity.md tells them to people.
 */
import type { Lane } from '../contract.ts';

export type Power =
  | 'thread-by-token'
  | 'thread-by-reference'
  | 'thread-by-number'
  | 'see-tracking-page'
  | 'trigger-automatic-mail'
  | 'change-participants'
  | 'act-as-agent';

type Powers = Readonly<Record<Power, boolean>>;

const nothing: Powers = {
  'thread-by-token': false,
  'thread-by-reference': false,
  // Numbers are in every subject and easily guessed: they propose, in every lane.
  'thread-by-number': false,
  'see-tracking-page': false,
  'trigger-automatic-mail': false,
  'change-participants': false,
  'act-as-agent': false,
};

export const lanePowers: Readonly<Record<Lane, Powers>> = {
  verified: {
    ...nothing,
    'thread-by-token': true,
    'thread-by-reference': true,
    'see-tracking-page': true,
    'trigger-automatic-mail': true,
    'change-participants': true,
    // Of an agent's address only mail that its domain proves is in this lane.
    'act-as-agent': true,
  },
  plausible: {
    ...nothing,
    'thread-by-token': true,
    'thread-by-reference': true,
    'see-tracking-page': true,
    'trigger-automatic-mail': true,
    'change-participants': true,
  },
  // Shown beside the conversation, as somebody unverified: a colleague's answer to all must not be lost.
  unverified: { ...nothing, 'thread-by-token': true, 'thread-by-reference': true },
  // A token is our own proof that the conversation is meant, although not of who writes. Ids are no secret.
  failed: { ...nothing, 'thread-by-token': true },
};

/** A message without a lane is ours, or of a time before lanes: it may nothing that needs one. */
export function laneMay(lane: Lane | null, power: Power): boolean {
  return lane !== null && lanePowers[lane][power];
}
