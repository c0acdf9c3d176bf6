/** Whether a mail may come in, by what it says and by what the desk knows of its sender. */
import { type SpamVerdict, textOf, weighMail } from '#features/spam/index.ts';
import { senderStanding } from '#features/tickets/index.ts';
import type { AddressBook, Desk } from '#features/workspace/index.ts';
import { isNoReply } from '#mail/automation.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { mailInLimits } from '../limits.ts';
import { isProgram } from '../rules/file-warning.ts';
import { judgeForm } from '../rules/judge-form.ts';
import { type Judgement, judgeMail, judgeSender } from '../rules/judge-mail.ts';
import { authorOf, isEmpty, isUnreadable } from '../rules/mail-facts.ts';
import { onlyNoReply, strayList } from '../rules/stray-recipient.ts';
import { countOpened, type LedgerRow } from '../store/ledger-rows.ts';
import type { PreparedMail } from './prepare-mail.ts';

const hourMs = 3_600_000;

export type Judged = Judgement & { spam: SpamVerdict | null };

/**
 * `answersUs`: it belongs to a ticket there is. `isOurOwnMail`: its Message-ID is one of ours. `forged`: what shows that its
 * sender is.
 */
export async function judgeArrival(
  tx: Tx,
  desk: Desk,
  row: LedgerRow,
  prepared: PreparedMail,
  book: AddressBook,
  known: { answersUs: boolean; isOurOwnMail: boolean; forged: string | null },
): Promise<Judged> {
  const { spam } = prepared.weighed;
  const judged = judgeMail({ ...known, ...mailFacts(row, prepared, book) });
  // Old mail is no flood, and nobody can be known by no address.
  if (judged.verdict === 'hold' || known.answersUs || row.backfill || prepared.mark.from === '')
    return { ...judged, spam };
  return judgeStranger(tx, desk, row, prepared, book);
}

/** Asked of the database, all at once: only for mail that would open a ticket. */
async function judgeStranger(
  tx: Tx,
  desk: Desk,
  row: LedgerRow,
  { mail, mark, weighed, files }: PreparedMail,
  book: AddressBook,
): Promise<Judged> {
  const limits = mailInLimits;
  const most = {
    bySender: desk.settings.ticketsPerSenderAndHour,
    bySameWords: limits.ticketsOfSameWordsAndHour,
  };
  const since = new Date(desk.clock.now().getTime() - hourMs);
  const [standing, opened, own] = await Promise.all([
    senderStanding(tx, desk.brand.id, mark.from, limits.standingTickets),
    countOpened(tx, { sender: mark.from, bodySha256: mark.bodySha256, since, most }),
    weighed.spam === null && weighed.filter !== null
      ? weighMail(tx, desk.brand.id, weighed.filter, textOf(mail, row.envelopeFrom))
      : null,
  ]);
  const judged = judgeSender({
    standing,
    opened: opened.bySender,
    mostOpened: most.bySender,
    sameWords: mail.text.length < limits.floodCharacters ? 0 : opened.bySameWords,
    mostSameWords: most.bySameWords,
    program: files.find(isProgram)?.filename ?? null,
    noReply: onlyNoReply(recipientsOf(row, mail, book), isNoReply),
    looksLikeSpam: own?.spam
      ? { confidence: own.confidence, words: own.words.map(({ word }) => word) }
      : null,
  });
  return { ...judged, spam: weighed.spam ?? own };
}

function mailFacts(row: LedgerRow, { mail, weighed, strayRecipient, form }: PreparedMail, book: AddressBook) {
  const { block, spam } = weighed;
  return {
    blocked: block,
    virus: mail.virusSign ?? (spam?.virus ? `rspamd (${spam.virus})` : null),
    isEmpty: isEmpty(mail),
    unreadable: isUnreadable(mail),
    noSender: authorOf(mail, row.envelopeFrom).address === '',
    isReport: mail.bounce !== null,
    machineReport: mail.machineReport,
    isAutoReply: mail.autoReply,
    strayListMail: strayList(mail.automationReason, recipientsOf(row, mail, book)),
    leftOutside:
      row.wholeSize === null
        ? null
        : { size: row.wholeSize, where: row.source === 'import' ? ('file' as const) : ('folder' as const) },
    spamNote: spamNote(mail.spamSign, spam),
    strayRecipient,
    likeAProgram: form === null ? null : judgeForm(form),
  };
}

function recipientsOf(row: LedgerRow, mail: PreparedMail['mail'], book: AddressBook) {
  return {
    named: [...mail.to, ...mail.cc].map(({ address }) => address),
    deliveredTo: mail.deliveredTo,
    envelopeTo: row.envelopeTo,
    isOurs: (address: string) => book.find(address) !== null,
    isAtOurDomain: (address: string) => book.isAtOurDomain(address),
  };
}

function spamNote(sign: string | null, verdict: SpamVerdict | null): string | null {
  if (sign !== null) return `A filter on its way called it spam (${sign}).`;
  if (!verdict?.spam) return null;
  const words = verdict.words.slice(0, 5).map(({ word, weight }) => `${word} ${weight}`);
  return `rspamd gave it ${verdict.score} points and calls it spam (${words.join(', ')}).`;
}
