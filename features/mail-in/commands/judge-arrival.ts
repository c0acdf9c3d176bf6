/** Whether a mail may come in, by what it says and by what the desk knows of its sender. */
import { hasOnlySpam } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { mailInLimits } from '../limits.ts';
import { type Judgement, judgeMail, judgeSender } from '../rules/judge-mail.ts';
import { isEmpty, isUnreadable } from '../rules/mail-facts.ts';
import { countOpened, type LedgerRow } from '../store/ledger-rows.ts';
import type { PreparedMail } from './prepare-mail.ts';

const hourMs = 3_600_000;

/** `answersUs`: it belongs to a ticket there is. `isOurOwnMail`: its Message-ID is one of ours. */
export async function judgeArrival(
  tx: Tx,
  desk: Desk,
  row: LedgerRow,
  { mail, mark, strayRecipient }: PreparedMail,
  known: { answersUs: boolean; isOurOwnMail: boolean },
): Promise<Judgement> {
  const judged = judgeMail({
    ...known,
    isEmpty: isEmpty(mail),
    unreadable: isUnreadable(mail),
    isReport: mail.bounce !== null,
    machineReport: mail.machineReport,
    leftOutside:
      row.wholeSize === null
        ? null
        : { size: row.wholeSize, where: row.source === 'import' ? 'file' : 'folder' },
    spamSign: mail.spamSign,
    strayRecipient,
  });
  // Old mail is no flood, and nobody can be known by no address.
  if (judged.verdict === 'hold' || known.answersUs || row.backfill || mark.from === '') return judged;
  const mostOpened = desk.settings.ticketsPerSenderAndHour;
  const hourAgo = new Date(desk.clock.now().getTime() - hourMs);
  const [onlySpam, opened] = await Promise.all([
    hasOnlySpam(tx, desk.brand.id, mark.from, mailInLimits.standingTickets),
    countOpened(tx, mark.from, hourAgo, mostOpened),
  ]);
  return judgeSender({ onlySpam, opened, mostOpened });
}
