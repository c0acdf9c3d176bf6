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
  /** The customer's page shows it as what the address in From wrote; without the power below, with a warning beside it. */
  | 'be-shown-to-customer'
  | 'be-shown-as-theirs'
  /** It is the customer's turn: the time they waited, the words in the list, a late opening. */
  | 'count-as-customer'
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
  'be-shown-to-customer': false,
  'be-shown-as-theirs': false,
  'count-as-customer': false,
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
    'be-shown-to-customer': true,
    'be-shown-as-theirs': true,
    'count-as-customer': true,
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
    'be-shown-to-customer': true,
    'be-shown-as-theirs': true,
    'count-as-customer': true,
    'trigger-automatic-mail': true,
    'change-participants': true,
  },
  // Shown beside the conversation, as somebody unverified: a colleague's answer to all must not be lost.
  unverified: {
    ...nothing,
    'thread-by-token': true,
    'thread-by-reference': true,
    'be-shown-to-customer': true,
    'count-as-customer': true,
  },
  // A token is our own proof that the conversation is meant, although not of who writes. Ids are no secret.
  failed: { ...nothing, 'thread-by-token': true },
};

/** Lanes whose messages may not do it: for queries. */
export function lanesWithout(power: Power): Lane[] {
  return (Object.keys(lanePowers) as Lane[]).filter((lane) => !lanePowers[lane][power]);
}

/** A message without a lane is ours, or of a time before lanes: it may nothing that needs one. */
export function laneMay(lane: Lane | null, power: Power): boolean {
  return lane !== null && lanePowers[lane][power];
}
