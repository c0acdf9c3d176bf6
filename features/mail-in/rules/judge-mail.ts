/** May this mail come in? Conservative on purpose: whatever a person may have written becomes a ticket. */
import type { MachineReport } from '#mail/parsed-mail.ts';
import type { quarantineReasons } from '../contract.ts';

export type JudgeFacts = {
  /** The mail's own Message-ID carries a token of ours that verifies: we sent it ourselves. */
  isOurOwnMail: boolean;
  /** Whether text, subject or files hold anything at all. */
  isEmpty: boolean;
  /** It could not be read, so emptiness says nothing. */
  unreadable: boolean;
  /** A delivery report (RFC 3464 or like one). */
  isReport: boolean;
  /** A report of a machine that is no bounce; null for every other mail. */
  machineReport: MachineReport | null;
  /** A token or a reference of the mail, or of the mail it reports on, leads to a ticket. */
  answersUs: boolean;
  /** Bytes of a mail of which only the header could be kept, and where the rest is. */
  leftOutside: { size: number; where: 'folder' | 'file' } | null;
  /** The header by which a filter on the way called it spam. */
  spamSign: string | null;
  /** An address at a domain of ours that no mailbox has, in a mail that names no mailbox of ours. */
  strayRecipient: string | null;
};

/** What the desk knows of somebody who would open a ticket. */
export type SenderFacts = {
  /** The sender has tickets, and all of them were marked as spam. */
  onlySpam: boolean;
  /** Tickets opened within the last hour. */
  opened: number;
  mostOpened: number;
};

type Reason = (typeof quarantineReasons)[number];
export type Judgement = { verdict: 'let-in' } | { verdict: 'hold'; reason: Reason; note: string };

/** Nobody wrote these and nobody waits for an answer. A calendar answers for a person, so it comes in. */
const reportNotes: Readonly<Record<MachineReport, string | null>> = {
  'read-receipt': 'A receipt that somebody opened a mail, and not one of a conversation here.',
  dmarc: 'A DMARC report: a mail provider counts the mail it got in our name (RFC 7489).',
  tls: 'A TLS report: a mail provider counts how mail to us was encrypted (RFC 8460).',
  'calendar-reply': null,
};

/** The reasons are those of the quarantine screen; an agent can let every one of them in. */
export function judgeMail(facts: JudgeFacts): Judgement {
  if (facts.isOurOwnMail)
    return hold('loop', 'This is a mail we sent ourselves; some server sent it back to us.');
  if (facts.isReport && !facts.answersUs)
    return hold(
      'backscatter',
      'A delivery report about a mail we did not send: probably somebody used our address.',
    );
  const report = facts.machineReport === null ? null : reportNotes[facts.machineReport];
  if (report !== null && !facts.answersUs) return hold('machine-report', report);
  if (facts.isEmpty && !facts.unreadable)
    return hold('blank', 'The mail has no subject, no text and no files.');
  // Whoever is in a conversation with us is heard, whatever else speaks against the mail.
  if (facts.answersUs) return { verdict: 'let-in' };
  if (facts.leftOutside !== null) return tooLarge(facts.leftOutside);
  if (facts.spamSign !== null) return hold('spam', `A filter on its way called it spam (${facts.spamSign}).`);
  if (facts.strayRecipient !== null)
    return hold(
      'unknown-recipient',
      `It was written to ${facts.strayRecipient}, and this desk has no such mailbox or alias.`,
    );
  return { verdict: 'let-in' };
}

/** Asked only of mail that opens a ticket and was just sent. */
export function judgeSender(facts: SenderFacts): Judgement {
  if (facts.onlySpam) return hold('spam', 'All tickets of this sender were marked as spam.');
  if (facts.opened >= facts.mostOpened)
    return hold(
      'over-budget',
      `This sender opened ${facts.mostOpened} tickets within an hour; what comes beyond them waits here.`,
    );
  return { verdict: 'let-in' };
}

function tooLarge({ size, where }: NonNullable<JudgeFacts['leftOutside']>): Judgement {
  const place = where === 'file' ? 'the file it was imported from' : 'its folder on the mail server';
  return hold(
    'too-large',
    `It has ${Math.round(size / 1024 / 1024)} MB, more than this desk takes. Only its header is here; the whole mail is still in ${place}.`,
  );
}

function hold(reason: Reason, note: string): Judgement {
  return { verdict: 'hold', reason, note };
}
