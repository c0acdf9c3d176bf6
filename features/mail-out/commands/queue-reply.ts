/** Turns an agent's answer into an outbox row: threading, subject, signature, quoted history, files. */

import type { OutgoingReply } from '#features/tickets/index.ts';
import {
  bounceAddress,
  makeReplyToken,
  nonceFrom,
  tokenMessageId,
  tokenPlusAddress,
} from '#features/tickets/index.ts';
import { type Desk, languageFor, template } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { NamedError } from '#platform/named-error.ts';
import { renderTemplate, SafeHtml } from '#platform/templates/render.ts';
import type { MailContent } from '../content.ts';
import { mailOutLimits } from '../rules/limits.ts';
import { cleanHtml, nameOwnPictures, quotedParts, shownContentIds } from '../rules/outgoing-html.ts';
import { isSendable } from '../rules/recipients.ts';
import { threadHeaders } from '../rules/references.ts';
import { openingSubject, replySubject } from '../rules/subject.ts';
import {
  type AnsweredFacts,
  hasIncoming,
  readAnswered,
  readInlineFiles,
  readThreadIds,
  readTicket,
  type TicketFacts,
} from '../store/conversation.ts';
import { keepIdentity } from '../store/message-identity.ts';
import { trackingUrl } from '../tracking-url.ts';
import { queueMail } from './queue-mail.ts';

type Sender = NonNullable<TicketFacts['mailbox']>;

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/**
 * Message-ID and Reply-To of a new mail carry a token bound to ticket and first recipient; the return path one of its own, by
 * which a report about it is believed. A mailbox without plus-addressing keeps its plain address.
 */
export function mailIdentity(
  desk: Pick<Desk, 'keys'>,
  of: { mailId: string; ticketNumber: number; recipient: string; mailbox: Sender },
): { messageIdHeader: string; replyTo: string | null; returnPath: string } {
  const { mailId, ticketNumber, recipient, mailbox } = of;
  const nonce = nonceFrom(Buffer.from(mailId.replaceAll('-', ''), 'hex'));
  const token = makeReplyToken(desk.keys, { ticketNumber, recipient, nonce });
  const stable = makeReplyToken(desk.keys, { ticketNumber, recipient, nonce: '' });
  return {
    messageIdHeader: tokenMessageId(token, domainOf(mailbox.address)),
    replyTo: mailbox.plusAddressing ? tokenPlusAddress(stable, mailbox.address) : null,
    // The domain stays the same, so SPF and its alignment (RFC 7489 section 3.1.2) do, too.
    returnPath:
      (mailbox.plusAddressing ? bounceAddress(desk.keys, { ticketNumber, mailId }, mailbox.address) : null) ??
      mailbox.address,
  };
}

/** The name customers see beside the address. */
export function senderName(desk: Pick<Desk, 'profile' | 'brand'>, mailbox: Sender): string {
  return mailbox.name || desk.profile.support.name || desk.brand.name;
}

/** Writes the outbox row of an answer and puts its Message-ID onto the message. Throws `no-recipient`, `ticket-not-found`. */
export async function queueReply(
  tx: Tx,
  desk: Desk,
  reply: OutgoingReply,
): Promise<{ messageIdHeader: string; subject: string }> {
  const ticket = await readTicket(tx, reply.ticketId);
  if (!ticket) throw new NamedError('ticket-not-found', 'There is no such ticket.');
  const addresses = sendableAddresses(reply);
  if (!ticket.mailbox) throw new NamedError('no-recipient', 'This desk has no mailbox to send from.');
  const answered = await readAnswered(tx, ticket.id, reply.answering, reply.messageId);
  // A merged customer goes on in their own conversation: its subject, its number, and a token that leads there.
  const own = answered?.home ?? ticket;
  const mailId = newId();
  const identity = mailIdentity(desk, {
    mailId,
    ticketNumber: own.number,
    recipient: addresses[0],
    mailbox: ticket.mailbox,
  });
  const thread = threadHeaders({
    answeredId: answered?.messageIdHeader ?? null,
    answeredReferences: answered?.references ?? [],
    answeredInReplyTo: answered?.inReplyTo ?? null,
    ticketIds: await readThreadIds(tx, ticket.id, own.id, reply.messageId),
  });
  const isReply = await hasIncoming(tx, ticket.id);
  const subject = (isReply ? replySubject : openingSubject)(own.subject, own.number);
  const content: MailContent = {
    from: { name: senderName(desk, ticket.mailbox), address: ticket.mailbox.address },
    to: reply.to,
    cc: reply.cc,
    replyTo: identity.replyTo,
    ...thread,
    ...(await writeBody(tx, desk, reply, { ...ticket, ...own }, answered)),
    answeredRaw: answered?.rawSha256 ?? null,
  };
  await queueMail(tx, desk, {
    id: mailId,
    brandId: ticket.brandId,
    mailboxId: ticket.mailbox.id,
    ticketId: ticket.id,
    messageId: reply.messageId,
    kind: 'reply',
    messageIdHeader: identity.messageIdHeader,
    envelopeFrom: identity.returnPath,
    envelopeTo: [...new Set(addresses)],
    subject,
    content,
    dueAt: reply.dueAt,
    scheduled: reply.scheduled,
  });
  await keepIdentity(tx, { ...own, brandId: ticket.brandId }, reply.messageId, {
    ...identity,
    ...thread,
    subject,
  });
  return { messageIdHeader: identity.messageIdHeader, subject };
}

/** Addresses of the envelope, the first one first. Throws `no-recipient` when there is none or one is none. */
function sendableAddresses(reply: OutgoingReply): [string, ...string[]] {
  const [first, ...others] = [...reply.to, ...reply.cc, ...reply.bcc].map(({ address }) => address);
  if (first === undefined) {
    throw new NamedError('no-recipient', 'There is nobody to send this to. Add a recipient.');
  }
  const wrong = [first, ...others].find((address) => !isSendable(address));
  if (wrong !== undefined) {
    throw new NamedError('no-recipient', `"${wrong.slice(0, 100)}" is not an address mail can be sent to.`);
  }
  return [first, ...others];
}

type Body = Pick<MailContent, 'text' | 'html' | 'attachments' | 'language'>;

async function writeBody(
  tx: Tx,
  desk: Desk,
  reply: OutgoingReply,
  ticket: TicketFacts,
  answered: AnsweredFacts | null,
): Promise<Body> {
  const language = languageFor(desk.profile, ticket.language);
  const quoted = reply.includeQuote && answered ? quotedParts(answered) : null;
  const variables = {
    ticket: { number: String(ticket.number) },
    tracking: { url: trackingUrl(desk, { ticketId: ticket.id, addresses: sendableAddresses(reply) }) },
    brand: { name: desk.brand.name, address: ticket.mailbox?.address ?? desk.profile.support.address },
    agent: { name: reply.agentName },
  };
  const render = async (part: 'text' | 'html', body: string, quote: string | undefined): Promise<string> => {
    const finished = (value: string): string | SafeHtml => (part === 'html' ? new SafeHtml(value) : value);
    const signature = await renderTemplate(
      part,
      template(desk.profile, language, 'signature', part),
      variables,
    );
    return renderTemplate(part, template(desk.profile, language, 'reply', part), {
      ...variables,
      body: finished(body),
      signature: finished(signature),
      quoted:
        answered && quote !== undefined
          ? {
              date: writtenDate(answered.at, language),
              author: answered.author.name || answered.author.address,
              body: finished(quote),
            }
          : null,
    });
  };
  const own = nameOwnPictures(cleanHtml(reply.html), reply.files, domainOf(variables.brand.address));
  return {
    language,
    text: await render('text', reply.text.trimEnd(), quoted?.text),
    html: await render('html', own.html, quoted?.html),
    attachments: [
      ...own.files.map(({ sha256, filename, contentType, contentId }) => ({
        sha256,
        filename,
        contentType,
        contentId,
      })),
      ...(quoted && answered ? await quotedImages(tx, answered.id, quoted.html, reply) : []),
    ],
  };
}

/** Pictures the quoted HTML shows, so that they are seen there too. */
async function quotedImages(
  tx: Tx,
  messageId: string,
  html: string,
  reply: OutgoingReply,
): Promise<MailContent['attachments']> {
  const shown = shownContentIds(html);
  if (shown.size === 0) return [];
  const own = new Set(reply.files.map((file) => file.contentId));
  const files = await readInlineFiles(tx, messageId, mailOutLimits.quotedImages);
  return files.filter(({ contentId }) => shown.has(contentId) && !own.has(contentId));
}

function writtenDate(at: Date, language: string): string {
  const words = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return `${words.format(at)} UTC`;
}
