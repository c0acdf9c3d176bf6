/** The one rule of what may be answered automatically. Refuses by default: every line is a reason not to send. */
import { type Lane, laneMay } from '#features/tickets/index.ts';
import { automaticMailLimits } from '../limits.ts';

export type AcknowledgementFacts = {
  /** Why no automatic mail may answer it, from mail-in (RFC 3834, bulk, list, null return path, own address), or null. */
  noAutoReply: string | null;
  automatic: boolean;
  lane: Lane | null;
  /** The lane doubts only that the sender belongs to another ticket: this one is theirs, and says nothing of the other. */
  doubtAboutOther: boolean;
  status: string;
  merged: boolean;
  /** Somebody answered already. */
  answered: boolean;
  ageHours: number;
  recipient: string;
  /** The recipient is one of our own addresses. */
  own: boolean;
  /** The recipient is an address mail can be sent to. */
  sendable: boolean;
  /** The address was typed into the contact form: it may be a stranger's. */
  typed: boolean;
  /** Mail to this address comes back; its owner called mail of ours spam. */
  dead: boolean;
  complained: boolean;
  /** Automatic mail of the last 24 hours, 24 hours and one hour. */
  counts: { ticketAndSender: number; recipient: number; hour: number; breakerOpen: boolean };
};

export type AcknowledgementVerdict = {
  send: boolean;
  /** Machine reason; `ok` when it is sent. */
  code: string;
  /** Why, in sentences; shown on the ticket. */
  reasons: string[];
  /** It opens the breaker of the whole desk: somebody has to look. */
  alarm: boolean;
};

/** Addresses of machines: what is sent there is read by nobody, or answered by a machine (RFC 2142, practice). */
const robotName =
  /^(?:no|do[-_.]?not|donot|never)[-_.]?(?:reply|respond|answer)|^(?:mailer-daemon|postmaster|bounces?|abuse|root|daemon|notifications?|noreply.*)(?:[-_.+]|$)/i;

/** By the table of lanes; a doubt about another ticket takes nothing away from this one. */
function mayConfirm({ lane, doubtAboutOther }: AcknowledgementFacts): boolean {
  if (lane === 'unverified' && doubtAboutOther) return true;
  return laneMay(lane, 'trigger-automatic-mail') && laneMay(lane, 'see-tracking-page');
}

type Check = [refused: boolean, code: string, reason: string];

function checks(facts: AcknowledgementFacts): Check[] {
  const { counts } = facts;
  const limits = automaticMailLimits;
  return [
    [facts.own, 'own-address', 'The sender is one of our own addresses.'],
    [!facts.sendable, 'no-address', 'The sender has no address that mail can be sent to.'],
    [
      robotName.test(facts.recipient.slice(0, facts.recipient.lastIndexOf('@'))),
      'robot-address',
      'The sender’s address belongs to a machine.',
    ],
    [facts.dead, 'dead-address', 'Mail to this address comes back.'],
    [facts.complained, 'complaint', 'The owner of this address marked a mail of ours as spam.'],
    [facts.automatic, 'automatic', 'The message was made by a machine.'],
    [
      facts.noAutoReply !== null,
      'no-auto-reply',
      `The message must not be answered automatically (${facts.noAutoReply ?? ''}).`,
    ],
    [facts.status === 'spam', 'spam', 'The ticket is spam.'],
    [
      !mayConfirm(facts),
      'lane',
      'The sender may not be who they say, and a confirmation would go to somebody else.',
    ],
    [facts.merged, 'merged', 'The ticket was merged into another one.'],
    [facts.answered, 'answered', 'A person has already answered.'],
    [facts.ageHours > limits.oldestHours, 'old', `The message is older than ${limits.oldestHours} hours.`],
    [
      counts.ticketAndSender >= limits.perTicketAndSender,
      'ticket-budget',
      'This sender got an automatic mail on this ticket in the last 24 hours.',
    ],
    [
      facts.typed && counts.recipient >= limits.perTypedRecipient,
      'typed-budget',
      `Anybody can type an address into the contact form, and this one got ${counts.recipient} automatic mails in the last 24 hours.`,
    ],
    [
      counts.recipient >= limits.perRecipient,
      'recipient-budget',
      `This address got ${counts.recipient} automatic mails in the last 24 hours, which is the most we send.`,
    ],
    [
      counts.breakerOpen || counts.hour >= limits.perHour,
      'breaker',
      counts.breakerOpen
        ? 'Automatic mail is stopped for the whole desk; an admin can let it go on.'
        : `The desk sent ${counts.hour} automatic mails in the last hour and stops there.`,
    ],
  ];
}

/** Decides from facts alone; the first reason against sending wins the code, all of them are told. */
export function mayAcknowledge(facts: AcknowledgementFacts): AcknowledgementVerdict {
  const against = checks(facts).filter(([refused]) => refused);
  const [first] = against;
  if (!first) {
    return {
      send: true,
      code: 'ok',
      reasons: ['A person opened a ticket and nothing speaks against confirming it.'],
      alarm: false,
    };
  }
  return {
    send: false,
    code: first[1],
    reasons: against.map(([, , reason]) => reason),
    alarm: against.length === 1 && first[1] === 'breaker' && !facts.counts.breakerOpen,
  };
}
