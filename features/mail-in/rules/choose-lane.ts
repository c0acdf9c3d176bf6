/** How far the sender's identity is trusted, in words. Checks of the sending server (SPF, DKIM, DMARC) join here later. */
import type { ThreadChoice } from './choose-ticket.ts';

export type LaneFacts = {
  tie: ThreadChoice['tie'];
  /** The mail claims to come from one of our own addresses. */
  fromOurs: boolean;
  /** The mail names no sender that could be answered. */
  noSender: boolean;
  /** A delivery report about a mail of the ticket. */
  report: boolean;
};

export type LaneVerdict = {
  lane: 'verified' | 'plausible' | 'unverified' | 'failed';
  reasons: string[];
  /** The doubt is only whether the sender belongs to another ticket; as the writer of this mail nothing speaks against them. */
  aboutOther?: true;
};

/** First rule that fits wins; a doubt comes before a proof. */
export function chooseLane(facts: LaneFacts): LaneVerdict {
  if (facts.fromOurs)
    return {
      lane: 'unverified',
      reasons: ['It says it comes from one of our own addresses, which anybody can write.'],
    };
  if (facts.report)
    return { lane: 'plausible', reasons: ['A mail server reports about a mail of this conversation.'] };
  if (facts.noSender) return { lane: 'unverified', reasons: ['It names no sender whom we could answer.'] };
  switch (facts.tie) {
    case 'token':
      return {
        lane: 'verified',
        reasons: ['It carries the reply token that only this address got from us.'],
      };
    case 'participant':
      return { lane: 'plausible', reasons: ['This address is already part of the conversation.'] };
    case 'foreign-token':
      return {
        lane: 'unverified',
        reasons: ['It carries a reply token that we gave to another address: perhaps it was forwarded.'],
      };
    case 'stranger':
      return {
        lane: 'unverified',
        reasons: ['It refers to a conversation this address was not part of.'],
        aboutOther: true,
      };
    case 'none':
      return {
        lane: 'plausible',
        reasons: ['First mail of a conversation; nothing speaks against its sender.'],
      };
  }
}
