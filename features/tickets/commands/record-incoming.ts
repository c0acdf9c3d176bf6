/** A customer's message becomes part of a ticket: a new one, or one that exists. */

import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { addJob } from '#platform/jobs/job.ts';
import { followTicket } from '../after-change.ts';
import { considerAcknowledgement, understandMessage } from '../after-incoming.ts';
import type { IncomingMessage, IncomingResult } from '../incoming.ts';
import { ticketLimits } from '../limits.ts';
import { cleanData, snippetOf } from '../rules/clean-text.ts';
import { laneMay } from '../rules/lane-powers.ts';
import { searchWords } from '../rules/search-words.ts';
import { afterCustomerMessage } from '../rules/status.ts';
import { adoptOpening } from '../store/adopt-opening.ts';
import { type LockedTicket, lockSurvivor, ticketNotFound } from '../store/lock-tickets.ts';
import { type NewEventRow, writeIncoming } from '../store/write-incoming.ts';

/**
 * Writes the message with its files, references, search words, participants and events, all in the caller's
 * transaction. A merged ticket stands for its survivor. Messages may come in any order: what the ticket shows
 * follows their `at`. Automatic mail is recorded but reopens nothing and is nobody's turn. Mail whose sender failed the check
 * opens the ticket for a person to look at, and is not the customer's turn either.
 * Throws `ticket-not-found` when the target is not a ticket of the brand.
 */
export async function recordIncoming(
  tx: Tx,
  desk: Pick<Desk, 'clock'>,
  incoming: IncomingMessage,
): Promise<IncomingResult> {
  const message = withinCaps(cleanData(incoming));
  const survivor = message.target.kind === 'new' ? null : await lockSurvivor(tx, message.target.ticketId);
  if (survivor && survivor.brandId !== message.brandId) throw ticketNotFound();
  const messageId = newId();
  const ticketId = survivor?.id ?? newId();
  const status = survivor && nextStatus(survivor, message);
  const number = await writeIncoming(tx, {
    message,
    messageId,
    ticketId,
    homeTicketId: message.target.kind === 'new' ? ticketId : message.target.ticketId,
    status,
    snippet: snippetOf(message.visibleText || message.text, ticketLimits.snippetCharacters),
    customersTurn: isCustomersTurn(message),
    words: searchWords({
      subject: message.subject,
      from: message.author,
      to: [...message.to, ...message.cc],
      text: message.text,
      filenames: message.files.map((file) => file.filename),
    }),
    events: eventsOf(message, messageId, survivor, status),
    seen: seenReferences(message),
    now: message.backfill ? message.at : desk.clock.now(),
  });
  if (isToUnderstand(message)) await addJob(tx, understandMessage, { messageId });
  // A new ticket that is read first is placed by that.
  if (survivor || !isToUnderstand(message)) followTicket(tx, ticketId);
  if (survivor) await adoptWhenEarliest(tx, survivor, message, messageId);
  else {
    const { noAutoReply, doubtAboutOther } = message;
    await askForAcknowledgement(tx, desk, { ticketId, messageId, noAutoReply, doubtAboutOther });
  }
  return { ticketId, ticketNumber: number, messageId, opened: survivor === null };
}

/** What a machine wrote tells nothing of the customer's matter, and what somebody else may have forged must not either. */
function isToUnderstand({ automatic, lane }: IncomingMessage): boolean {
  return !automatic && lane !== 'failed';
}

async function askForAcknowledgement(
  tx: Tx,
  desk: Pick<Desk, 'clock'>,
  opened: { ticketId: string; messageId: string; noAutoReply: string | null; doubtAboutOther: boolean },
): Promise<void> {
  const runAt = new Date(desk.clock.now().getTime() + ticketLimits.acknowledgeAfterSeconds * 1000);
  await addJob(tx, considerAcknowledgement, opened, { runAt });
}

function nextStatus(ticket: LockedTicket, message: IncomingMessage): LockedTicket['status'] {
  return message.automatic ? ticket.status : afterCustomerMessage(ticket.status);
}

function isCustomersTurn(message: IncomingMessage): boolean {
  return !message.automatic && laneMay(message.lane, 'count-as-customer');
}

/**
 * The requester changes only when the opening itself comes late: a date in a mail is its writer's word, and nobody
 * may take a conversation over by writing an old one.
 */
async function adoptWhenEarliest(
  tx: Tx,
  ticket: LockedTicket,
  message: IncomingMessage,
  messageId: string,
): Promise<void> {
  if (!isCustomersTurn(message)) return;
  const outOfOrder = ticket.lastCustomerAt === null || message.at < ticket.lastCustomerAt;
  const isOpening =
    message.verdict.code === 'late-parent' && (message.role === 'cc' || message.role === 'requester');
  const sameWriter = ticket.personId === message.author.personId;
  if (!outOfOrder || !(isOpening || sameWriter)) return;
  await adoptOpening(tx, {
    ticketId: ticket.id,
    messageId,
    at: message.at,
    subject: message.subject,
    title: message.title,
    requester: isOpening ? message.author.personId : null,
  });
}

function eventsOf(
  message: IncomingMessage,
  messageId: string,
  survivor: LockedTicket | null,
  status: LockedTicket['status'] | null,
): NewEventRow[] {
  const { author, verdict } = message;
  const events: NewEventRow[] = [
    {
      id: newId(),
      kind: survivor ? 'message-received' : 'ticket-opened',
      actorKind: 'customer',
      actorId: author.personId,
      actorName: author.name || author.address,
      data: {
        messageId,
        verdict: verdict.code,
        confidence: verdict.confidence,
        automatic: message.automatic,
        ...(message.report === null ? {} : { report: message.report }),
      },
      reasons: verdict.notes,
    },
  ];
  if (survivor && status !== null && status !== survivor.status) {
    events.push({
      id: newId(),
      kind: 'status-changed',
      actorKind: 'system',
      actorId: null,
      actorName: 'Posthaste',
      data: { from: survivor.status, to: status },
      reasons: isCustomersTurn(message)
        ? ['The customer wrote again.']
        : [
            'A mail in the customer’s name failed the check of its sender. A person should look at it.',
            'It does not count as the customer’s answer and is not shown on their page.',
          ],
    });
  }
  return events;
}

function seenReferences(message: IncomingMessage): string[] {
  const all = new Set(message.references);
  if (message.inReplyTo !== null) all.add(message.inReplyTo);
  all.delete(message.messageIdHeader ?? '');
  return [...all].filter(storable);
}

/** RFC 5322 section 2.1.1: a line has at most 998 characters, so a longer id was no id. */
function storable(header: string): boolean {
  return header !== '' && header.length <= 998;
}

function withinCaps(message: IncomingMessage): IncomingMessage {
  const { recipients, references, subjectCharacters } = ticketLimits;
  const cut = Math.max(message.to.length, message.cc.length) > recipients;
  return {
    ...message,
    title: message.title.slice(0, subjectCharacters).toWellFormed(),
    to: message.to.slice(0, recipients),
    cc: message.cc.slice(0, recipients),
    replyTo: message.replyTo.slice(0, recipients),
    // The nearest ones count most, and the first one names the thread.
    references:
      message.references.length <= references
        ? message.references
        : [...message.references.slice(0, 1), ...message.references.slice(1 - references)],
    messageIdHeader:
      message.messageIdHeader !== null && storable(message.messageIdHeader) ? message.messageIdHeader : null,
    warnings: cut
      ? [
          ...message.warnings,
          {
            code: 'recipients-cut',
            note: `Only the first ${recipients} recipients are shown; the original has all.`,
          },
        ]
      : message.warnings,
  };
}
