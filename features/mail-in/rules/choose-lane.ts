/**
 * How far the sender's identity is trusted, in words an agent understands. What each lane may do is the table of
 * features/tickets/rules/lane-powers.ts.
 */
import type { Lane } from '#features/tickets/contract.ts';
import type { ThreadChoice } from './choose-ticket.ts';
import type { SenderProof } from './sender-proof.ts';

export type LaneFacts = {
  tie: ThreadChoice['tie'];
  /** The mail claims to come from one of our own addresses. */
  fromOurs: boolean;
  /** The mail claims to come from an agent of the desk. */
  fromAgent: boolean;
  /** The mail names no sender that could be answered. */
  noSender: boolean;
  /** A delivery report about a mail of the ticket. */
  report: boolean;
  /** What SPF, DKIM, DMARC and ARC say of the author. */
  proof: SenderProof;
  /** The way in which the mail names its sender is one that forgers use; a sentence, or null. */
  trick: string | null;
  /** The address was typed into the contact form. */
  typed: boolean;
  /** The mail asks for answers at an address that is not its author's; a sentence, or null. */
  elsewhere: string | null;
};

export type LaneVerdict = {
  lane: Lane;
  reasons: string[];
  /** The doubt is only whether the sender belongs to another ticket; as the writer of this mail nothing speaks against them. */
  aboutOther?: true;
};

/** First rule that fits wins; a doubt comes before a proof. */
export function chooseLane(facts: LaneFacts): LaneVerdict {
  const { proof } = facts;
  const proven = proof.kind === 'proven';
  // Reports come from machines of all kinds and say nothing for anybody.
  if (proof.kind === 'denied' && !facts.report) return verdict('failed', proof.sentence);
  if (facts.fromOurs)
    return proven
      ? verdict('plausible', 'It comes from one of our own addresses.', proof.sentence)
      : verdict('unverified', 'It says it comes from one of our own addresses, which anybody can write.');
  if (facts.report) return verdict('plausible', 'A mail server reports about a mail of this conversation.');
  if (facts.noSender) return verdict('unverified', 'It names no sender whom we could answer.');
  if (facts.trick !== null) return verdict('unverified', facts.trick);
  if (facts.fromAgent && !proven)
    return verdict('unverified', 'It says it comes from an agent of this desk, and nothing proves it.');
  if (proof.kind === 'doubtful') return verdict('unverified', proof.sentence);
  return byTie(facts, proven);
}

function byTie({ tie, proof, elsewhere, typed }: LaneFacts, proven: boolean): LaneVerdict {
  const aside = elsewhere ?? '';
  switch (tie) {
    case 'token':
      return elsewhere !== null && !proven
        ? verdict('unverified', 'It carries a reply token, which may have been stolen.', aside)
        : verdict(
            'verified',
            'It carries the reply token that only this address got from us.',
            proof.sentence,
            aside,
          );
    case 'participant':
      if (proven)
        return verdict('verified', proof.sentence, 'This address is part of the conversation.', aside);
      return verdict(
        elsewhere === null ? 'plausible' : 'unverified',
        'This address is already part of the conversation.',
        aside,
      );
    case 'foreign-token':
      return verdict(
        'unverified',
        'It carries a reply token that we gave to another address: perhaps it was forwarded.',
        proof.sentence,
      );
    case 'stranger':
      return {
        ...verdict('unverified', 'It refers to a conversation this address was not part of.', proof.sentence),
        aboutOther: true,
      };
    case 'none':
      if (proven) return verdict('verified', proof.sentence, aside);
      if (typed)
        return verdict(
          'plausible',
          'It came by the contact form: whoever filled it in typed this address, and nothing proves that it is theirs.',
        );
      return verdict('plausible', 'First mail of a conversation; nothing speaks against its sender.', aside);
  }
}

function verdict(lane: Lane, ...reasons: string[]): LaneVerdict {
  return { lane, reasons: reasons.filter((reason) => reason !== '') };
}
