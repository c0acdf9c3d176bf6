import {
  addressKey,
  isSendable,
  mailIdentity,
  queueMail,
  senderName,
  threadHeaders,
  trackingUrl,
} from '#features/mail-out/index.ts';
import { addressStates } from '#features/people/index.ts';
import {
  type Desk,
  languageFor,
  ourAddresses,
  type SendingMailbox,
  template,
} from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { newId } from '#platform/ids.ts';
import { systemActor } from '#platform/permit/actor.ts';
import { renderTemplate } from '#platform/templates/render.ts';
import { type AcknowledgementVerdict, mayAcknowledge } from '../rules/may-acknowledge.ts';
import { countAutomaticMail, openBreaker, spend, withBudget } from '../store/budget.ts';
import { insertAutoMessage, type Opening, readOpening } from '../store/opening.ts';

const actor = systemActor('Acknowledgement');
const hourMs = 3_600_000;

type Written = { subject: string; text: string; html: string; language: string };

export type Consider = {
  ticketId: string;
  messageId: string;
  noAutoReply: string | null;
  doubtAboutOther?: boolean | undefined;
};

/**
 * Confirms a new ticket to its sender, or says on the ticket why not. The verdict is decided once: doing this again does
 * nothing. Nothing of the message is echoed: not its subject, not the sender's name.
 */
export async function considerAcknowledgement(tx: Tx, desk: Desk, asked: Consider): Promise<void> {
  const [book, opening] = await Promise.all([
    ourAddresses(desk),
    readOpening(tx, asked.ticketId, asked.messageId),
  ]);
  if (!opening || opening.decided) return;
  const mailbox = book.sender(opening.ticket.mailboxId);
  if (!mailbox) return;
  const own = book.find(addressKey(opening.author.address)) !== null;
  const writing: Promise<void>[] = [];
  const verdict = await withBudget(tx, async () => {
    const judged = await judge(tx, desk, opening, asked, own);
    if (judged.send) writing.push(spendOne(tx, desk, opening));
    return judged;
  });
  if (verdict.send) writing.push(send(tx, desk, opening, mailbox));
  await Promise.all([...writing, keepVerdict(tx, desk, opening.ticket, asked.messageId, verdict)]);
  if (verdict.alarm) await withBudget(tx, () => raiseAlarm(tx, desk, opening.ticket.brandId, verdict));
}

async function judge(
  tx: Tx,
  desk: Desk,
  { ticket, author, ...opening }: Opening,
  asked: Consider,
  own: boolean,
): Promise<AcknowledgementVerdict> {
  const now = desk.clock.now();
  const recipient = addressKey(author.address);
  const [counts, [reach]] = await Promise.all([
    countAutomaticMail(tx, { brandId: ticket.brandId, ticketId: ticket.id, recipient, now }),
    addressStates(tx, { brandId: ticket.brandId, addresses: [author.address], now }),
  ]);
  return mayAcknowledge({
    noAutoReply: asked.noAutoReply,
    automatic: opening.automatic,
    lane: opening.lane,
    doubtAboutOther: asked.doubtAboutOther ?? false,
    status: ticket.status,
    merged: ticket.merged,
    answered: opening.answered,
    ageHours: (now.getTime() - opening.at.getTime()) / hourMs,
    recipient,
    own,
    sendable: isSendable(author.address),
    typed: opening.byForm,
    dead: reach?.state === 'dead',
    complained: (reach?.complainedAt ?? null) !== null,
    counts,
  });
}

function spendOne(tx: Tx, desk: Desk, { ticket, author }: Opening): Promise<void> {
  const recipient = addressKey(author.address);
  return spend(tx, { ticketId: ticket.id, recipient, kind: 'acknowledgement', now: desk.clock.now() });
}

async function send(tx: Tx, desk: Desk, opening: Opening, mailbox: SendingMailbox): Promise<void> {
  const { ticket } = opening;
  const { address } = opening.author;
  const { subject, text, html, language } = await write(desk, opening, mailbox.address);
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
  const shown = insertAutoMessage(tx, {
    ...both,
    ...from,
    ...thread,
    id: messageId,
    text,
    html,
    to,
    at: now,
  });
  const queued = queueMail(tx, desk, {
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
  await Promise.all([shown, queued]);
}

async function write(
  desk: Desk,
  { ticket, author, rightAddress }: Opening,
  ownAddress: string,
): Promise<Written> {
  const language = languageFor(desk.profile, ticket.language);
  const variables = {
    ticket: { number: String(ticket.number) },
    tracking: { url: trackingUrl(desk, { ticketId: ticket.id, addresses: [author.address] }) },
    brand: { name: desk.brand.name, address: ownAddress },
    rightAddress,
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
  ticket: Opening['ticket'],
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
}

/** One alarm is enough: whoever opens the breaker raises it. */
async function raiseAlarm(
  tx: Tx,
  desk: Desk,
  brandId: string,
  verdict: AcknowledgementVerdict,
): Promise<void> {
  const now = desk.clock.now();
  if (!(await openBreaker(tx, brandId, verdict.reasons[0] ?? '', now))) return;
  desk.log.warn(
    'automatic mail is stopped: more confirmations than usual are asked for. An admin can let it go on',
  );
  await appendEvent(tx, {
    brandId,
    ticketId: null,
    kind: 'automatic-mail-stopped',
    actor,
    reasons: verdict.reasons,
    at: now,
  });
}
