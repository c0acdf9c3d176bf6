/** May this mail come in? Conservative on purpose: whatever a person may have written becomes a ticket. */
export type JudgeFacts = {
  /** The mail's own Message-ID carries a token of ours that verifies: we sent it ourselves. */
  isOurOwnMail: boolean;
  /** Whether text, subject or files hold anything at all. */
  isEmpty: boolean;
  /** It could not be read, so emptiness says nothing. */
  unreadable: boolean;
  /** A delivery report (RFC 3464 or like one). */
  isReport: boolean;
  /** A token or a reference of the mail, or of the mail it reports on, leads to a ticket. */
  answersUs: boolean;
};

export type Judgement =
  | { verdict: 'let-in' }
  | { verdict: 'hold'; reason: 'loop' | 'blank' | 'backscatter'; note: string };

/** The reasons are those of the quarantine screen; an agent can let every one of them in. */
export function judgeMail(facts: JudgeFacts): Judgement {
  if (facts.isOurOwnMail)
    return hold('loop', 'This is a mail we sent ourselves; some server sent it back to us.');
  if (facts.isReport && !facts.answersUs)
    return hold(
      'backscatter',
      'A delivery report about a mail we did not send: probably somebody used our address.',
    );
  if (facts.isEmpty && !facts.unreadable)
    return hold('blank', 'The mail has no subject, no text and no files.');
  return { verdict: 'let-in' };
}

function hold(reason: 'loop' | 'blank' | 'backscatter', note: string): Judgement {
  return { verdict: 'hold', reason, note };
}
