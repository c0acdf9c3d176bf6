import {
  addressKey,
  isOwnAddress,
  isSendable,
  mailIdentity,
  queueMail,
  readTicket,
  senderName,
  type TicketFacts,
  threadHeaders,
  trackingUrl,
} from '#features/mail-out/index.ts';
import { type Desk, languageFor, template } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { newId } from '#platform/ids.ts';
import { systemActor } from '#platform/permit/actor.ts';
import { renderTemplate } from '#platform/templates/render.ts';
import { type AcknowledgementVerdict, mayAcknowledge } from '../rules/may-acknowledge.ts';
import { alarmRaised, countAutomaticMail, lockBudget, spend } from '../store/budget.ts';
import { insertAutoMessage, type Opening, readOpening } from '../store/opening.ts';

const actor = systemActor('Acknowledgement');
const hourMs = 3_600_000;

type Written = { subject: string; text: string; html: string; language: string };

export type Consider = { ticketId: string; messageId: string; noAutoReply: string | null };

/**
 * Confirms a new ticket to its sender, or says on the ticket why not. The verdict is decided once: doing this again does
 * nothing. Nothing of the message is echoed: not its subject, not the sender's name.
 */
export async function considerAcknowledgement(tx: Tx, desk: Desk, asked: Consider): Promise<void> {
  const ticket = await readTicket(tx, asked.ticketId);
  if (!ticket?.mailbox) return;
  const opening = await readOpening(tx, asked.ticketId, asked.messageId);
  if (!opening || opening.decided) return;
  const judge = () => judgeNow(tx, desk, ticket, opening, asked.noAutoReply);
  let verdict = await judge();
  if (verdict.send || verdict.alarm) {
    const { address } = opening.author;
    const written = await write(desk, ticket, ticket.mailbox.address, address);
    // Counted again under the lock, which is held for the writing only: until here others may have spent the budget.
    await lockBudget(tx);
    verdict = await judge();
    if (verdict.send) {
      const recipient = addressKey(address);
      await spend(tx, { ticketId: ticket.id, recipient, kind: 'acknowledgement', now: desk.clock.now() });
      await send(tx, desk, ticket, ticket.mailbox, opening, written);
    }
  }
  await keepVerdict(tx, desk, ticket, asked.messageId, verdict);
}

async function judgeNow(
  tx: Tx,
  desk: Desk,
  ticket: TicketFacts,
  opening: Opening,
  noAutoReply: string | null,
): Promise<AcknowledgementVerdict> {
  const now = desk.clock.now();
  const recipient = addressKey(opening.author.address);
  return mayAcknowledge({
    noAutoReply,
    automatic: opening.automatic,
    lane: opening.lane,
    status: opening.status,
    merged: opening.merged,
    answered: opening.answered,
    ageHours: (now.getTime() - opening.at.getTime()) / hourMs,
    recipient,
    own: isOwnAddress(recipient, ticket.own),
    sendable: isSendable(opening.author.address),
    counts: await countAutomaticMail(tx, { ticketId: ticket.id, recipient, now }),
  });
}

async function send(
  tx: Tx,
  desk: Desk,
  ticket: TicketFacts,
  mailbox: NonNullable<TicketFacts['mailbox']>,
  opening: Opening,
  written: Written,
): Promise<void> {
  const { address } = opening.author;
  const { subject, text, html, language } = written;
  const now = desk.clock.now();
  const [mailId, messageId] = [newId(), newId()];
  const identity = mailIdentity(desk, { mailId, ticketNumber: ticket.number, recipient: address, mailbox });
  const thread = threadHeaders({
    answeredId: opening.messageIdHeader,
    answeredReferences: opening.references,
    answeredInReplyTo: opening.inReplyTo,
    ticketIds: [],
  });
  const name = senderName(desk, mailbox);
  // Without the name: it is the sender's text too.
  const to = { name: '', address };
  const { messageIdHeader, replyTo } = identity;
  const both = { brandId: ticket.brandId, ticketId: ticket.id, subject, messageIdHeader };
  const from = { authorName: name, authorAddress: mailbox.address };
  await insertAutoMessage(tx, { ...both, ...from, ...thread, id: messageId, text, html, to, at: now });
  await queueMail(tx, desk, {
    ...both,
    id: mailId,
    mailboxId: mailbox.id,
    messageId,
    kind: 'acknowledgement',
    // RFC 3834 section 3.3: nothing may come back to an automatic answer.
    envelopeFrom: '',
    envelopeTo: [address],
    content: {
      from: { name, address: mailbox.address },
      to: [to],
      cc: [],
      replyTo,
      ...thread,
      text,
      html,
      attachments: [],
      answeredRaw: null,
      language,
    },
    dueAt: now,
    scheduled: false,
  });
}

async function write(desk: Desk, ticket: TicketFacts, ownAddress: string, address: string): Promise<Written> {
  const language = languageFor(desk.profile, ticket.language);
  const variables = {
    ticket: { number: String(ticket.number) },
    tracking: { url: trackingUrl(desk, { ticketId: ticket.id, addresses: [address] }) },
    brand: { name: desk.brand.name, address: ownAddress },
  };
  const part = (of: 'subject' | 'text' | 'html'): Promise<string> =>
    renderTemplate(
      of === 'html' ? 'html' : 'text',
      template(desk.profile, language, 'acknowledgement', of),
      variables,
    );
  return {
    subject: (await part('subject')).trim(),
    text: await part('text'),
    html: await part('html'),
    language,
  };
}

async function keepVerdict(
  tx: Tx,
  desk: Desk,
  ticket: TicketFacts,
  messageId: string,
  verdict: AcknowledgementVerdict,
): Promise<void> {
  const now = desk.clock.now();
  await appendEvent(tx, {
    brandId: ticket.brandId,
    ticketId: ticket.id,
    kind: verdict.send ? 'acknowledgement-sent' : 'acknowledgement-withheld',
    actor,
    data: {
      messageId,
      code: verdict.code,
      sentence: verdict.send
        ? 'The customer got a confirmation with the ticket number.'
        : 'No confirmation was sent.',
    },
    reasons: verdict.reasons,
    at: now,
  });
  if (!verdict.alarm || (await alarmRaised(tx, ticket.brandId, now))) return;
  desk.log.warn('the breaker of automatic mail stopped confirmations: more than usual are asked for');
  await appendEvent(tx, {
    brandId: ticket.brandId,
    ticketId: null,
    kind: 'automatic-mail-stopped',
    actor,
    reasons: verdict.reasons,
    at: now,
  });
}
