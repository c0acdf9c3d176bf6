/** One transaction: who wrote, where it belongs, may it come in; then message, events, jobs and the one fate. */
import { takeCanaryBack } from '#features/mail-health/index.ts';
import { normalAddress, resolvePerson } from '#features/people/index.ts';
import {
  findReplyTokens,
  findTicketPeople,
  findTicketsByNumber,
  findTicketsByReference,
  type IncomingMessage,
  laneMay,
  lockReferences,
  mergeTickets,
  type ReferenceHit,
  recordIncoming,
  type TicketPeople,
  tokenIn,
  verifyReplyToken,
} from '#features/tickets/index.ts';
import type { AddressBook, Desk } from '#features/workspace/index.ts';
import type { ParsedMail } from '#mail/parsed-mail.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { systemActor } from '#platform/permit/actor.ts';
import { mailInLimits } from '../limits.ts';
import type { ThreadChoice, ThreadFacts } from '../rules/choose-ticket.ts';
import { chooseWay, type Way } from '../rules/choose-way.ts';
import { countRemoteImages } from '../rules/count-remote-images.ts';
import { judgeForged } from '../rules/judge-forged.ts';
import { authorOf, numbersIn, referencesOf, titleOf, tokenPlaces, writtenAt } from '../rules/mail-facts.ts';
import { isSameMail } from '../rules/same-mail.ts';
import { type Fate, type LedgerRow, stateAndDoubles, writeFate } from '../store/ledger-rows.ts';
import { describeSender } from './describe-sender.ts';
import { markWrongRecipient } from './guide-recipients.ts';
import { healSender } from './heal-sender.ts';
import { judgeArrival } from './judge-arrival.ts';
import { keepCustomer } from './keep-customer.ts';
import { noteHeld } from './note-held.ts';
import type { PreparedMail } from './prepare-mail.ts';
import { bounceTokenOf, reportBounce } from './report-bounce.ts';

/**
 * Gives the mail its fate and returns it; null when another run already did. `releasedBy`: the agent who let
 * it in, so nothing holds it back any more.
 */
export async function settleMail(
  tx: Tx,
  desk: Desk,
  row: LedgerRow,
  prepared: PreparedMail,
  book: AddressBook,
  releasedBy: string | null = null,
): Promise<Fate | null> {
  const { mail, messageIdHeader } = prepared;
  const released = releasedBy !== null;
  const { references, inReplyTo } = referencesOf(mail);
  const asked = inReplyTo === null ? references : [...references, inReplyTo];
  const ids = [...asked, messageIdHeader];
  const [{ state, doubles }, hits] = await lockReferences(tx, desk.brand.id, ids, () =>
    Promise.all([
      stateAndDoubles(tx, row.id, messageIdHeader),
      findTicketsByReference(tx, desk.brand.id, ids),
    ]),
  );
  if (state === null || (state === 'done' && !released)) return null;
  const canary = released
    ? null
    : await takeCanaryBack(tx, desk, { id: row.id, places: [mail.messageId, mail.subject] });
  const sender = describeSender(desk, row, prepared, book);
  const facts = {
    auth: sender.auth,
    messageIdHeader,
    mark: prepared.mark,
    to: (row.envelopeTo[0] ?? mail.to[0]?.address ?? '').slice(0, mailInLimits.listCharacters),
    snippet: (mail.visibleText || mail.text).replace(/\s+/g, ' ').slice(0, 200).toWellFormed(),
    spamVerdict: prepared.weighed.spam,
  };
  const write = async (fate: Fate): Promise<Fate> => {
    await writeFate(tx, row.id, fate, facts, desk.clock.now());
    return fate;
  };
  if (canary) return write(cameBack(canary.seconds));
  const double = doubles.find((one) => isSameMail(one, prepared.mark));
  if (double && !released) return write(duplicateOf(double));

  const thread = await threadFacts(tx, desk, row, prepared, book, { references, inReplyTo, hits });
  const way = chooseWay(thread, sender.facts, mail.bounce !== null);
  const { choice } = way;
  if (!released) {
    const known = {
      isOurOwnMail: isOwnToken(desk, mail.messageId),
      answersUs: choice.target.kind === 'existing',
      forged: judgeForged(way, sender.facts.proof),
    };
    const judgement = await judgeArrival(tx, desk, row, prepared, book, known);
    facts.spamVerdict = judgement.spam;
    if (judgement.verdict === 'hold') {
      const told = reportBounce(tx, desk, row, mail, book, null);
      await Promise.all([noteHeld(tx, desk, row.id, prepared, choice, judgement), told]);
      return write({ fate: 'quarantine', reason: judgement.reason, note: judgement.note });
    }
  }
  await joinTickets(tx, desk, choice);
  const composed = await compose(tx, desk, row, prepared, book, way, releasedBy);
  const { message, follow } = await keepCustomer(tx, desk, composed, mail, book);
  const recorded = recordIncoming(tx, desk, message);
  const [{ ticketId, messageId }, heal] = await Promise.all([recorded, healSender(tx, desk, message)]);
  if (prepared.wrongRecipient)
    await markWrongRecipient(tx, desk, { ticketId, messageId }, prepared.wrongRecipient);
  await Promise.all([heal(ticketId), follow(ticketId), reportBounce(tx, desk, row, mail, book, ticketId)]);
  return write({
    fate: 'ticket',
    ticketId,
    messageId,
    reason: message.verdict.code,
    note: message.verdict.notes.join(' '),
  });
}

/** Answers that overtook this mail may have opened a ticket each; now they are one. An agent can undo it. */
async function joinTickets(tx: Tx, desk: Desk, { target, merge }: ThreadChoice): Promise<void> {
  if (target.kind === 'new') return;
  for (const fromId of merge) {
    await mergeTickets(tx, desk, systemActor('Posthaste'), { fromId, intoId: target.ticketId });
  }
}

function duplicateOf(double: { id: string; ticketId: string | null; messageId: string | null }): Fate {
  return {
    fate: 'duplicate',
    duplicateOf: double.id,
    ticketId: double.ticketId,
    messageId: double.messageId,
    reason: 'same-mail',
    note: 'The same mail arrived before, by another address or once more.',
  };
}

function cameBack(seconds: number): Fate {
  const note = `Sent by this desk to itself; it came back after ${seconds.toFixed(1)} seconds.`;
  return { fate: 'canary', reason: 'round-trip', note };
}

/** A mail whose own Message-ID we made is one of ours that came back. */
function isOwnToken(desk: Desk, messageId: string | null): boolean {
  const token = messageId === null ? null : tokenIn(messageId);
  return token !== null && verifyReplyToken(desk.keys, token) !== null;
}

async function threadFacts(
  tx: Tx,
  desk: Desk,
  row: LedgerRow,
  { mail, messageIdHeader, mark }: PreparedMail,
  book: AddressBook,
  refs: { references: string[]; inReplyTo: string | null; hits: ReferenceHit[] },
): Promise<ThreadFacts> {
  const { hits } = refs;
  const bounced = bounceTokenOf(desk, row, mail);
  const proven = [
    ...findReplyTokens(desk.keys, tokenPlaces(mail, row.envelopeTo)),
    ...(bounced === null ? [] : [{ ticketNumber: bounced.ticketNumber, isFor: () => false }]),
  ];
  const named = numbersIn(mail);
  const tickets = await findTicketsByNumber(tx, desk.brand.id, [
    ...proven.map((token) => token.ticketNumber),
    ...named,
  ]);
  const tokens = proven.flatMap((token) => {
    const ticket = tickets.find((one) => one.number === token.ticketNumber);
    return ticket ? [{ ...ticket, forSender: mark.from !== '' && token.isFor(mark.from) }] : [];
  });
  const isOurs = (address: string): boolean => book.find(address) !== null;
  const numbers = tickets.filter((ticket) => named.includes(ticket.number));
  const asking = [...hits, ...tokens, ...numbers].map((one) => one.ticketId);
  return {
    tokens,
    hits,
    people: asking.length > 0 ? await findTicketPeople(tx, asking) : new Map<string, TicketPeople>(),
    messageId: messageIdHeader,
    inReplyTo: refs.inReplyTo,
    references: refs.references,
    sender: mark.from,
    recipients: [...mail.to, ...mail.cc]
      .map(({ address }) => address.toLowerCase())
      .filter((address) => !isOurs(address)),
    isOurs,
    automatic: mail.bounce !== null || mail.autoSubmitted,
    numbers,
  };
}

async function compose(
  tx: Tx,
  desk: Desk,
  row: LedgerRow,
  prepared: PreparedMail,
  book: AddressBook,
  { choice, lane }: Way,
  releasedBy: string | null,
): Promise<IncomingMessage> {
  const { mail } = prepared;
  const author = authorOf(mail, row.envelopeFrom);
  const noSender = author.address === '';
  // Nobody can be told: a person of its own, whom nothing can reach (RFC 2606).
  const address = noSender ? `${row.rawSha256.slice(0, 16)}@no-sender.invalid` : author.address;
  const fromOurs = book.find(address) !== null;
  const automatic = mail.bounce !== null || mail.autoSubmitted;
  const spoke = !automatic && laneMay(lane.lane, 'count-as-customer');
  const person = await resolvePersonOrNobody(tx, desk, row, {
    name: author.name,
    address,
    language: spoke ? mail.language : null,
  });
  const { references, inReplyTo } = referencesOf(mail);
  const reached = [
    ...row.envelopeTo,
    ...mail.deliveredTo,
    ...mail.to.map((one) => one.address),
    ...mail.cc.map((one) => one.address),
    ...(prepared.wrongRecipient ? [prepared.wrongRecipient.right] : []),
  ]
    .map((one) => book.find(one))
    .filter((one) => one !== null);
  const verdict =
    releasedBy === null
      ? choice.verdict
      : {
          code: 'released' as const,
          notes: [`${releasedBy || 'Somebody'} let it in from quarantine.`, ...choice.verdict.notes],
          confidence: 1,
        };
  return {
    brandId: desk.brand.id,
    mailboxId: row.mailboxId ?? reached[0]?.mailboxId ?? null,
    teamId: reached[0]?.teamId ?? null,
    inboundMailId: row.id,
    target: choice.target,
    verdict,
    proposals: choice.proposals,
    author: person.author,
    role: roleOf(choice, { automatic, report: mail.bounce !== null }),
    lane: lane.lane,
    laneReasons: lane.reasons,
    doubtAboutOther: lane.aboutOther ?? false,
    subject: mail.subject,
    title: titleOf(mail),
    text: mail.text,
    html: mail.html,
    visibleText: mail.visibleText,
    quotedText: mail.quotedText,
    signature: mail.signature,
    to: mail.to,
    cc: mail.cc,
    replyTo: mail.replyTo,
    messageIdHeader: prepared.messageIdHeader,
    inReplyTo,
    references,
    automatic,
    report: reportOf(mail.bounce),
    noAutoReply: noAutoReply(prepared, row, { fromOurs, noSender }),
    remoteImageCount: countRemoteImages(mail.html),
    warnings: mail.warnings,
    files: prepared.files,
    // Too short to tell: as they wrote before.
    language: mail.language ?? person.language ?? mail.declaredLanguage,
    at: writtenAt(mail, row.receivedAt),
    backfill: row.backfill,
  };
}

/** Machines join a conversation only as somebody unverified, and mail servers not at all. */
function roleOf(
  choice: ThreadChoice,
  mail: { automatic: boolean; report: boolean },
): IncomingMessage['role'] {
  if (choice.target.kind === 'new' || !mail.automatic) return choice.role;
  return mail.report ? null : 'unverified';
}

function reportOf(bounce: ParsedMail['bounce']): IncomingMessage['report'] {
  if (bounce === null) return null;
  return bounce.kind === 'failed' || bounce.kind === 'delayed' ? bounce.kind : 'other';
}

function noAutoReply(
  { mail }: PreparedMail,
  row: LedgerRow,
  sender: { fromOurs: boolean; noSender: boolean },
): string | null {
  if (mail.noAutoReply) return mail.automationReason ?? 'automatic';
  if (row.envelopeFrom === '') return 'null-return-path';
  if (sender.fromOurs) return 'own-address';
  if (sender.noSender) return 'no-sender';
  // Old mail is answered by people or not at all.
  return row.source === 'import' ? 'imported' : null;
}

async function resolvePersonOrNobody(
  tx: Tx,
  desk: Desk,
  row: LedgerRow,
  from: { name: string; address: string; language: string | null },
): Promise<Pick<IncomingMessage, 'author' | 'language'>> {
  const usable = normalAddress(from.address) !== '';
  const address = usable ? from.address : `${row.rawSha256.slice(0, 16)}@no-sender.invalid`;
  const { name, language } = from;
  const person = await resolvePerson(tx, { brandId: desk.brand.id, address, name, language });
  return { author: { personId: person.id, name, address }, language: person.language };
}
