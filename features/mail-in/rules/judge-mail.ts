/** May this mail come in? Conservative on purpose: whatever a person may have written becomes a ticket. */
import type { MachineReport } from '#mail/parsed-mail.ts';
import type { QuarantineReason } from './quarantine-reasons.ts';

export type JudgeFacts = {
  /** The mail's own Message-ID carries a token of ours that verifies: we sent it ourselves. */
  isOurOwnMail: boolean;
  /** The entry of the block list that its sender, domain or network is on. */
  blocked: { kind: 'address' | 'domain' | 'network'; value: string; reason: string } | null;
  /** What called it infected, or null. */
  virus: string | null;
  /** What shows that its sender is forged (`judge-forged.ts`), or null. */
  forged: string | null;
  /** Whether text, subject or files hold anything at all. */
  isEmpty: boolean;
  /** It could not be read, so emptiness says nothing. */
  unreadable: boolean;
  /** Neither header nor envelope names anybody. */
  noSender: boolean;
  /** A delivery report (RFC 3464 or like one). */
  isReport: boolean;
  /** A report of a machine that is no bounce; null for every other mail. */
  machineReport: MachineReport | null;
  /** A machine that answers whatever comes to it. */
  isAutoReply: boolean;
  /** It came by a mailing list and names no address at a domain of ours. */
  strayListMail: boolean;
  /** A token or a reference of the mail, or of the mail it reports on, leads to a ticket. */
  answersUs: boolean;
  /** Bytes of a mail of which only the header could be kept, and where the rest is. */
  leftOutside: { size: number; where: 'folder' | 'file' } | null;
  /** Why it is spam, in a sentence: a filter on its way or rspamd said so. */
  spamNote: string | null;
  /** An address at a domain of ours that no mailbox has, in a mail that names no mailbox of ours. */
  strayRecipient: string | null;
  /** What shows that a program filled in the contact form, in a sentence, or null. */
  likeAProgram: string | null;
};

/** What the desk knows of somebody who would open a ticket. */
export type SenderFacts = {
  /** `known`: has a ticket that is not spam. `only-spam`: has tickets, all of them marked. */
  standing: 'new' | 'known' | 'only-spam';
  /** Tickets opened within the last hour. */
  opened: number;
  mostOpened: number;
  /** Tickets that the very same words opened within the last hour, whoever sent them. */
  sameWords: number;
  mostSameWords: number;
  /** Name of a file that runs when it is opened. */
  program: string | null;
  /** Our address that says not to write to it, when it is the only one the mail reached. */
  noReply: string | null;
  /** Our own filter calls it spam, by these words. */
  looksLikeSpam: { confidence: number; words: readonly string[] } | null;
};

export type Judgement =
  | { verdict: 'let-in' }
  | { verdict: 'hold'; reason: QuarantineReason; note: string; confidence: number };

/** Nobody wrote these and nobody waits for an answer. A calendar answers for a person, so it comes in. */
const reportNotes: Readonly<Record<MachineReport, string | null>> = {
  'read-receipt': 'A receipt that somebody opened a mail, and not one of a conversation here.',
  dmarc: 'A DMARC report: a mail provider counts the mail it got in our name (RFC 7489).',
  tls: 'A TLS report: a mail provider counts how mail to us was encrypted (RFC 8460).',
  'calendar-reply': null,
};

/** The reasons are those of the quarantine screen; a person can let every one of them in. */
export function judgeMail(facts: JudgeFacts): Judgement {
  if (facts.isOurOwnMail)
    return hold('loop', 'This is a mail we sent ourselves; some server sent it back to us.');
  // Somebody decided these two; an answer of theirs is held as well, and its ticket says so.
  if (facts.blocked !== null) return blocked(facts.blocked);
  if (facts.virus !== null) return hold('malware', `Called infected by ${facts.virus}.`);
  if (facts.forged !== null) return hold('failed-dmarc', facts.forged);
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
  if (facts.unreadable && facts.noSender)
    return hold('unreadable', 'It could not be read, and it names nobody who could be answered.');
  if (facts.spamNote !== null) return hold('spam', facts.spamNote);
  if (facts.likeAProgram !== null) return hold('form-by-program', facts.likeAProgram);
  if (facts.strayRecipient !== null)
    return hold(
      'unknown-recipient',
      `It was written to ${facts.strayRecipient}, and this desk has no such mailbox or alias.`,
    );
  return judgeMachine(facts);
}

/** Mail that machines make, and that nobody waits to see answered. */
function judgeMachine(facts: JudgeFacts): Judgement {
  if (facts.isAutoReply)
    return hold(
      'automatic-without-ticket',
      'A machine answered by itself, and nothing in its mail leads to a ticket.',
    );
  if (facts.strayListMail)
    return hold('mailing-list', 'It came by a mailing list, and neither To nor Cc names an address of ours.');
  return { verdict: 'let-in' };
}

/** Asked only of mail that opens a ticket and was just sent. */
export function judgeSender(facts: SenderFacts): Judgement {
  if (facts.standing === 'only-spam') return hold('spam', 'All tickets of this sender were marked as spam.');
  if (facts.opened >= facts.mostOpened)
    return hold(
      'over-budget',
      `This sender opened ${facts.mostOpened} tickets within an hour; what comes beyond them waits here.`,
    );
  if (facts.sameWords >= facts.mostSameWords)
    return hold(
      'flood',
      `The very same words opened ${facts.mostSameWords} tickets within an hour; what comes beyond them waits here.`,
    );
  // Whoever wrote before, and was no spam, may be careless.
  if (facts.standing === 'known') return { verdict: 'let-in' };
  if (facts.program !== null)
    return hold(
      'executable-attachment',
      `The file ${facts.program} runs when it is opened, and the sender has never written before.`,
    );
  if (facts.looksLikeSpam !== null) return looksLikeSpam(facts.looksLikeSpam);
  if (facts.noReply !== null)
    return hold('to-no-reply', `It reached us only as ${facts.noReply}, which asks not to be written to.`);
  return { verdict: 'let-in' };
}

function looksLikeSpam({ confidence, words }: NonNullable<SenderFacts['looksLikeSpam']>): Judgement {
  const note = `It reads like mail that was marked as spam here. What decided: ${words.join(', ')}.`;
  return { verdict: 'hold', reason: 'spam', note, confidence };
}

function blocked({ kind, value, reason }: NonNullable<JudgeFacts['blocked']>): Judgement {
  const why = reason === '' ? '' : ` Reason given: ${reason}`;
  if (kind === 'address') return hold('blocked-sender', `${value} is on the block list.${why}`);
  if (kind === 'domain') return hold('blocked-domain', `The domain ${value} is on the block list.${why}`);
  return hold('blocked-network', `The network ${value} is on the block list.${why}`);
}

function tooLarge({ size, where }: NonNullable<JudgeFacts['leftOutside']>): Judgement {
  const place = where === 'file' ? 'the file it was imported from' : 'its folder on the mail server';
  return hold(
    'too-large',
    `It has ${Math.round(size / 1024 / 1024)} MB, more than this desk takes. Only its header is here; the whole mail is still in ${place}.`,
  );
}

function hold(reason: QuarantineReason, note: string): Judgement {
  return { verdict: 'hold', reason, note, confidence: 1 };
}
