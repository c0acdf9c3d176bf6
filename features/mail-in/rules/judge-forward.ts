/** May a mail that one of us forwards count as the mail of the customer who wrote it? */
import { type Lane, laneMay } from '#features/tickets/index.ts';
import type { Forwarded } from '#mail/forwarded.ts';

export type ForwardFacts = {
  forwarded: Pick<Forwarded, 'address'>;
  /** Name of the agent, or of our own mailbox, that the mail says it comes from; null when it is somebody else's. */
  staff: string | null;
  lane: Lane;
  /** The writer of the forwarded mail is one of us, or an address of ours. */
  writtenByUs: boolean;
};

export type ForwardVerdict = {
  /** `keep`: the customer is the requester. `propose`: an agent decides. `none`: an ordinary mail. */
  what: 'keep' | 'propose' | 'none';
  reason: string;
};

/**
 * Only a forward of somebody who may be one of us, and only as far as the sender is trusted: a forged "forward" must not put
 * words into a customer's mouth. Whatever the verdict, the customer's words are never more than unverified.
 */
export function judgeForward(facts: ForwardFacts): ForwardVerdict {
  const { staff, lane } = facts;
  if (staff === null) return { what: 'none', reason: 'It does not come from one of us.' };
  if (facts.writtenByUs) return { what: 'none', reason: 'One of us wrote the mail that was forwarded.' };
  if (lane === 'failed')
    return { what: 'none', reason: `The check of the sender failed: it is not from ${staff}.` };
  if (!laneMay(lane, 'act-as-agent'))
    return { what: 'propose', reason: `It says that ${staff} forwarded it, and nothing proves that.` };
  return { what: 'keep', reason: `Forwarded by ${staff}.` };
}
