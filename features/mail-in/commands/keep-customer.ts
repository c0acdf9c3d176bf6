/** A mail that one of us forwards: the customer who wrote it is the requester, and the remark above it is a note. */
import { findAgentByEmail } from '#features/access/index.ts';
import { normalAddress, resolvePerson } from '#features/people/index.ts';
import { type IncomingMessage, writeNote } from '#features/tickets/index.ts';
import type { AddressBook, Desk } from '#features/workspace/index.ts';
import { type Forwarded, mayBeForward, readForwarded } from '#mail/forwarded.ts';
import type { ParsedMail } from '#mail/parsed-mail.ts';
import { foldText } from '#mail/quotes.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { systemActor } from '#platform/permit/actor.ts';
import { type ForwardVerdict, judgeForward } from '../rules/judge-forward.ts';
import { titleOf } from '../rules/mail-facts.ts';

export type Kept = {
  message: IncomingMessage;
  /** What is written once the ticket is there. */
  follow(ticketId: string): Promise<void>;
};

type Staff = { name: string; agentId: string | null };

/** The message as it is to be recorded. Most mail leaves here at once, as it came. */
export async function keepCustomer(
  tx: Tx,
  desk: Desk,
  message: IncomingMessage,
  mail: ParsedMail,
  book: AddressBook,
): Promise<Kept> {
  const asItCame: Kept = { message, follow: async () => undefined };
  const { address } = message.author;
  const opens = message.target.kind === 'new' && !message.automatic;
  if (!opens || !(mayBeForward(mail) || book.isAtOurDomain(address))) return asItCame;
  const forwarded = readForwarded(mail);
  if (forwarded === null || normalAddress(forwarded.address) === '') return asItCame;
  const staff = await staffOf(tx, message.author, book);
  if (staff === null) return asItCame;
  const verdict = judgeForward({
    forwarded,
    staff: staff.name,
    lane: message.lane,
    writtenByUs: (await staffOf(tx, forwarded, book)) !== null,
  });
  if (verdict.what === 'none') return asItCame;
  if (verdict.what === 'propose') return { message, follow: propose(tx, desk, forwarded, verdict) };
  return {
    message: await asCustomers(tx, message, mail, forwarded, verdict),
    follow: tellForward(tx, desk, staff, forwarded, verdict),
  };
}

/** An agent who may sign in, or a mailbox of ours; null for everybody else. */
async function staffOf(
  tx: Tx,
  sender: { name: string; address: string },
  book: AddressBook,
): Promise<Staff | null> {
  const agent = await findAgentByEmail(tx, sender.address.toLowerCase());
  if (agent?.active) return { name: agent.name, agentId: agent.id };
  return book.find(sender.address) === null ? null : { name: sender.address, agentId: null };
}

async function asCustomers(
  tx: Tx,
  message: IncomingMessage,
  mail: ParsedMail,
  forwarded: Forwarded,
  verdict: ForwardVerdict,
): Promise<IncomingMessage> {
  const { name, address, text } = forwarded;
  const person = await resolvePerson(tx, { brandId: message.brandId, address, name });
  const subject = forwarded.subject || message.subject;
  const folded = foldText(text, subject);
  const where = forwarded.how === 'attached' ? 'the attached mail' : 'the quoted header';
  return {
    ...message,
    author: { personId: person.id, name, address },
    lane: 'unverified',
    laneReasons: [`${verdict.reason} Only ${where} says who wrote it.`],
    verdict: {
      ...message.verdict,
      notes: [`${verdict.reason} By ${where}, ${name || address} wrote it.`, ...message.verdict.notes],
    },
    subject,
    title: titleOf({ ...mail, subject, text, visibleText: folded.visibleText }),
    text,
    // The HTML has the remark in it, and the layout of two programs.
    html: null,
    remoteImageCount: 0,
    visibleText: folded.visibleText,
    quotedText: folded.quotedText,
    signature: folded.signature,
    // Those are the colleagues of whoever forwarded it.
    cc: [],
    replyTo: [],
    noAutoReply: 'staff-forward',
    warnings: [
      ...message.warnings,
      { code: 'forwarded', note: `${verdict.reason} The original mail has everything as it came.` },
    ],
  };
}

function propose(tx: Tx, desk: Desk, { name, address }: Forwarded, verdict: ForwardVerdict): Kept['follow'] {
  return async (ticketId) => {
    await appendEvent(tx, {
      brandId: desk.brand.id,
      ticketId,
      kind: 'customer-proposed',
      actor: systemActor('Posthaste'),
      data: { name, email: address, sentence: `The mail quotes one of ${name || address}.` },
      reasons: [verdict.reason, 'So the customer was not changed; you can do it with one click.'],
      at: desk.clock.now(),
    });
  };
}

function tellForward(
  tx: Tx,
  desk: Desk,
  staff: Staff,
  forwarded: Forwarded,
  verdict: ForwardVerdict,
): Kept['follow'] {
  return async (ticketId) => {
    const { name, address } = forwarded;
    await appendEvent(tx, {
      brandId: desk.brand.id,
      ticketId,
      kind: 'forwarded-by-agent',
      actor: systemActor('Posthaste'),
      data: { agentId: staff.agentId, sentence: `${staff.name} forwarded a mail of ${name || address}.` },
      reasons: [verdict.reason, 'Your answer goes to the customer. No confirmation is sent for a forward.'],
      at: desk.clock.now(),
    });
    const remark = foldText(forwarded.remark).visibleText.trim();
    if (remark === '') return;
    // A mail is no sign-in: the note says by which way the agent said it.
    const writer = systemActor(`${staff.name}, by mail`);
    const note = { ticketId, text: remark, fileIds: [], mentions: [], setStatus: null };
    await writeNote(tx, desk, writer, note);
  };
}
