/**
 * The way from what was read to a fate, by the same rules as `features/mail-in/commands/settle-mail.ts` and without a database:
 * what that would ask of one is answered here so that every branch is walked (each second reference is known, every proven
 * token and every number leads to a ticket). What really becomes of a mail is asked of the desk by `through-desk.ts`.
 */
import type { RecipientGuide } from '#features/addresses/index.ts';
import { describeSender } from '#features/mail-in/commands/describe-sender.ts';
import { bounceTokenOf } from '#features/mail-in/commands/report-bounce.ts';
import { mailInLimits } from '#features/mail-in/limits.ts';
import type { ThreadFacts } from '#features/mail-in/rules/choose-ticket.ts';
import { chooseWay } from '#features/mail-in/rules/choose-way.ts';
import { countRemoteImages } from '#features/mail-in/rules/count-remote-images.ts';
import { fileWarning, isProgram } from '#features/mail-in/rules/file-warning.ts';
import { judgeForged } from '#features/mail-in/rules/judge-forged.ts';
import { judgeForward } from '#features/mail-in/rules/judge-forward.ts';
import { judgeMail, judgeSender } from '#features/mail-in/rules/judge-mail.ts';
import {
  authorOf,
  isEmpty,
  isUnreadable,
  numbersIn,
  referencesOf,
  titleOf,
  tokenPlaces,
  writtenAt,
} from '#features/mail-in/rules/mail-facts.ts';
import { bodyHash, syntheticMessageId } from '#features/mail-in/rules/same-mail.ts';
import { onlyNoReply, strayList, strayRecipient } from '#features/mail-in/rules/stray-recipient.ts';
import { wrongRecipient } from '#features/mail-in/rules/wrong-recipient.ts';
import type { LedgerRow } from '#features/mail-in/store/ledger-rows.ts';
import { findReplyTokens } from '#features/tickets/index.ts';
import { searchWords } from '#features/tickets/rules/search-words.ts';
import type { Desk } from '#features/workspace/index.ts';
import { isNoReply } from '#mail/automation.ts';
import { readForwarded } from '#mail/forwarded.ts';
import type { ParsedMail } from '#mail/parsed-mail.ts';
import type { SenderAuth } from '#mail/sender-auth.ts';

export type World = Pick<Desk, 'keys' | 'settings'> & RecipientGuide;

/** Everything that was decided, to look at and to compare. */
export type Judged = { fate: 'ticket' | 'quarantine'; reason: string | null; [decided: string]: unknown };

/** Throws when a rule does; that is a finding. */
export function judge(
  world: World,
  row: LedgerRow,
  mail: ParsedMail,
  raw: Uint8Array,
  checked: SenderAuth | null,
): Judged {
  const { book, guide } = world;
  const author = authorOf(mail, row.envelopeFrom);
  const sender = author.address.toLowerCase();
  const mark = { from: sender, bodySha256: bodyHash(raw), subject: mail.subject, date: mail.date };
  const known = describeSender(
    world,
    row,
    { mail, checked, agents: new Set(['mara.agent@example.com']) },
    book,
  );
  const thread = threadFacts(world, row, mail, sender, mail.messageId ?? syntheticMessageId(mark));
  const way = chooseWay(thread, known.facts, mail.bounce !== null);
  const forged = judgeForged(way, known.facts.proof);
  const files = mail.attachments.map((file) => ({
    filename: file.filename ?? '',
    contentType: file.contentType,
    sniffedType: file.sniffedType,
  }));
  const recipients = recipientsOf(world, row, mail);
  const judgement = judgeMail({
    isOurOwnMail: false,
    blocked: null,
    virus: mail.virusSign,
    forged,
    isEmpty: isEmpty(mail),
    unreadable: isUnreadable(mail),
    noSender: sender === '',
    isReport: mail.bounce !== null,
    machineReport: mail.machineReport,
    isAutoReply: mail.autoReply,
    strayListMail: strayList(mail.automationReason, recipients),
    answersUs: way.choice.target.kind === 'existing',
    leftOutside: null,
    spamNote: mail.spamSign,
    strayRecipient: strayRecipient(recipients),
    likeAProgram: null,
  });
  const stranger = judgeSender({
    standing: 'new',
    opened: 0,
    mostOpened: 1,
    sameWords: 0,
    mostSameWords: 1,
    program: files.find(isProgram)?.filename ?? null,
    noReply: onlyNoReply(recipients, isNoReply),
    looksLikeSpam: null,
  });
  const held = judgement.verdict === 'hold' ? judgement : stranger;
  return {
    fate: held.verdict === 'hold' ? 'quarantine' : 'ticket',
    reason: held.verdict === 'hold' ? held.reason : null,
    note: held.verdict === 'hold' ? held.note : null,
    author,
    title: titleOf(mail),
    at: writtenAt(mail, row.receivedAt).toISOString(),
    choice: way.choice,
    lane: way.lane,
    auth: known.auth,
    wrong: wrongRecipient({ named: recipients.named, behind: recipients.deliveredTo, guide }),
    forward: forwardOf(mail, way.lane.lane),
    files: files.map(fileWarning),
    remoteImages: countRemoteImages(mail.html),
    words: searchWords({
      subject: mail.subject,
      from: author,
      to: mail.to,
      text: mail.text,
      filenames: files.map(({ filename }) => filename),
    }),
  };
}

function recipientsOf({ book }: World, row: LedgerRow, mail: ParsedMail) {
  const most = mailInLimits.guidedRecipients;
  return {
    named: [...mail.to, ...mail.cc].map(({ address }) => address).slice(0, most),
    deliveredTo: mail.deliveredTo.slice(0, most),
    envelopeTo: row.envelopeTo,
    isOurs: (address: string) => book.find(address) !== null,
    isAtOurDomain: (address: string) => book.isAtOurDomain(address),
  };
}

function threadFacts(
  world: World,
  row: LedgerRow,
  mail: ParsedMail,
  sender: string,
  messageId: string,
): ThreadFacts {
  const { references, inReplyTo } = referencesOf(mail);
  const proven = findReplyTokens(world.keys, tokenPlaces(mail, row.envelopeTo));
  const bounced = bounceTokenOf(world, row, mail);
  const tokens = [
    ...proven.map((token) => ({ number: token.ticketNumber, forSender: token.isFor(sender) })),
    ...(bounced === null ? [] : [{ number: bounced.ticketNumber, forSender: false }]),
  ].map((token) => ({ ...token, ticketId: `ticket-${token.number}` }));
  const hits = references
    .filter((_, at) => at % 2 === 0)
    .map((id, at) => ({
      messageIdHeader: id,
      kind: at % 3 === 0 ? ('seen' as const) : ('own' as const),
      ticketId: `ticket-of-${at % 4}`,
      homeTicketId: `ticket-of-${at % 4}`,
    }));
  const isOurs = (address: string): boolean => world.book.find(address) !== null;
  const people = { participants: new Set([sender]), addresses: new Set([sender, 'support@ouraring.com']) };
  const strangers = { participants: new Set<string>(), addresses: new Set(['other@example.com']) };
  return {
    tokens,
    hits,
    people: new Map([0, 1, 2, 3].map((at) => [`ticket-of-${at}`, at % 2 === 0 ? people : strangers])),
    messageId,
    inReplyTo,
    references,
    sender,
    recipients: [...mail.to, ...mail.cc]
      .map(({ address }) => address.toLowerCase())
      .filter((address) => !isOurs(address)),
    isOurs,
    automatic: mail.bounce !== null || mail.autoSubmitted,
    numbers: numbersIn(mail).map((number) => ({ number, ticketId: `ticket-${number}` })),
  };
}

function forwardOf(mail: ParsedMail, lane: Parameters<typeof judgeForward>[0]['lane']): unknown {
  const forwarded = readForwarded(mail);
  if (forwarded === null) return null;
  return { forwarded, verdict: judgeForward({ forwarded, staff: 'Mara Agent', lane, writtenByUs: false }) };
}
