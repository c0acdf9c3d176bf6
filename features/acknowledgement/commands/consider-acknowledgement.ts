import { askedFacts, type FactKey, factLabels, knownFacts, recordAsked } from '#features/intake/index.ts';
import {
  addressKey,
  isSendable,
  mailIdentity,
  queueMail,
  senderName,
  threadHeaders,
} from '#features/mail-out/index.ts';
import { addressStates } from '#features/people/index.ts';
import { considerAcknowledgement as considerJob } from '#features/tickets/index.ts';
import { type Verdict, verdictOf } from '#features/triage/index.ts';
import { type Desk, ourAddresses, type SendingMailbox } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { newId } from '#platform/ids.ts';
import { addJob } from '#platform/jobs/job.ts';
import { systemActor } from '#platform/permit/actor.ts';
import { composeConfirmation } from '../compose.ts';
import { understandingWait } from '../limits.ts';
import { type ChosenQuestions, chooseQuestions } from '../rules/choose-questions.ts';
import { type AcknowledgementVerdict, mayAcknowledge } from '../rules/may-acknowledge.ts';
import { countAutomaticMail, openBreaker, spend, withBudget } from '../store/budget.ts';
import { insertAutoMessage, type Opening, readOpening } from '../store/opening.ts';

const actor = systemActor('Acknowledgement');
const hourMs = 3_600_000;

export type Consider = {
  ticketId: string;
  messageId: string;
  noAutoReply: string | null;
  doubtAboutOther?: boolean | undefined;
  waits?: number | undefined;
};

/**
 * Confirms a new ticket to its sender, or says on the ticket why not. The verdict is decided once: doing this again does
 * nothing. Nothing of the message is echoed: not its subject, not the sender's name.
 */
export async function considerAcknowledgement(tx: Tx, desk: Desk, asked: Consider): Promise<void> {
  const [book, opening, understood] = await Promise.all([
    ourAddresses(desk),
    readOpening(tx, asked.ticketId, asked.messageId),
    verdictOf(tx, asked.ticketId),
  ]);
  if (!opening || opening.decided) return;
  const mailbox = book.sender(opening.ticket.mailboxId);
  if (!mailbox) return;
  if (mayStillBeRead(asked, opening) && understood.pending > 0) return waitForReading(tx, desk, asked);
  const questions = await questionsAbout(tx, desk, opening, understood);
  const own = book.find(addressKey(opening.author.address)) !== null;
  const writing: Promise<unknown>[] = [];
  const verdict = await withBudget(tx, async () => {
    const judged = await judge(tx, desk, opening, asked, own);
    if (judged.send) writing.push(spendOne(tx, desk, opening));
    return judged;
  });
  if (verdict.send) {
    writing.push(send(tx, desk, opening, mailbox, questions.keys));
    writing.push(rememberAsked(tx, desk, opening.ticket, questions.keys));
  }
  await Promise.all([...writing, keepVerdict(tx, desk, opening.ticket, asked.messageId, verdict, questions)]);
  if (verdict.alarm) await withBudget(tx, () => raiseAlarm(tx, desk, opening.ticket.brandId, verdict));
}

/** A message that nobody will read, or that is not confirmed anyway, is not waited for. */
function mayStillBeRead(asked: Consider, { automatic, lane }: Opening): boolean {
  const { noAutoReply, waits = 0 } = asked;
  return noAutoReply === null && !automatic && lane !== 'failed' && waits < understandingWait.times;
}

function waitForReading(tx: Tx, desk: Desk, asked: Consider): Promise<void> {
  const runAt = new Date(desk.clock.now().getTime() + understandingWait.seconds * 1000);
  const { doubtAboutOther = false, waits = 0 } = asked;
  return addJob(tx, considerJob, { ...asked, doubtAboutOther, waits: waits + 1 }, { runAt });
}

async function questionsAbout(
  tx: Tx,
  desk: Desk,
  { ticket }: Opening,
  { verdict, pending }: { verdict: Verdict | null; pending: number },
): Promise<ChosenQuestions> {
  const [facts, asked] = await Promise.all([knownFacts(tx, ticket.id), askedFacts(tx, ticket.id)]);
  return chooseQuestions(desk.profile, {
    verdict: pending > 0 ? null : verdict,
    topic: ticket.topic,
    priority: ticket.priority,
    facts,
    asked,
  });
}

function rememberAsked(tx: Tx, desk: Desk, ticket: Opening['ticket'], keys: FactKey[]): Promise<void> {
  const { id: ticketId, brandId } = ticket;
  return recordAsked(tx, { brandId, ticketId, keys, how: 'acknowledgement', at: desk.clock.now() });
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

async function send(
  tx: Tx,
  desk: Desk,
  opening: Opening,
  mailbox: SendingMailbox,
  asking: readonly FactKey[],
): Promise<void> {
  const { ticket } = opening;
  const { address } = opening.author;
  const { subject, text, html, language } = await composeConfirmation(desk, opening, mailbox.address, asking);
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

async function keepVerdict(
  tx: Tx,
  desk: Desk,
  ticket: Opening['ticket'],
  messageId: string,
  verdict: AcknowledgementVerdict,
  { keys, reason }: ChosenQuestions,
): Promise<void> {
  const now = desk.clock.now();
  const asking =
    keys.length === 0 ? '' : `, and was asked for: ${keys.map((key) => factLabels[key]).join(', ')}`;
  await appendEvent(tx, {
    brandId: ticket.brandId,
    ticketId: ticket.id,
    kind: verdict.send ? 'acknowledgement-sent' : 'acknowledgement-withheld',
    actor,
    data: {
      messageId,
      code: verdict.code,
      sentence: verdict.send
        ? `The customer got a confirmation with the ticket number${asking}.`
        : 'No confirmation was sent.',
      asked: verdict.send ? keys : [],
    },
    reasons: verdict.send ? [...verdict.reasons, reason] : verdict.reasons,
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
