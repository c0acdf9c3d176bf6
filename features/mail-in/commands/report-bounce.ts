/** Hands what a report says to mail-out; by a job, because mail-out is no lower than we are. */
import { findBounceToken, mostReported, noteBounce } from '#features/tickets/index.ts';
import type { AddressBook, Desk } from '#features/workspace/index.ts';
import type { BounceKind, ParsedMail } from '#mail/parsed-mail.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { addJob } from '#platform/jobs/job.ts';
import type { LedgerRow } from '../store/ledger-rows.ts';

/** The proven token of the return path a mail came back to, or null. */
export function bounceTokenOf(
  desk: Pick<Desk, 'keys'>,
  row: Pick<LedgerRow, 'envelopeTo'>,
  mail: ParsedMail,
): ReturnType<typeof findBounceToken> {
  return findBounceToken(desk.keys, [
    ...row.envelopeTo,
    ...mail.deliveredTo,
    ...mail.to.map(({ address }) => address),
  ]);
}

/**
 * `ticketId` is the ticket the report was put on; null when it was held back: then only one that names an id of ours is
 * worth a look, such as that of a notification. Does nothing for mail that is no report.
 */
export async function reportBounce(
  tx: Tx,
  desk: Pick<Desk, 'keys'>,
  row: Pick<LedgerRow, 'envelopeTo'>,
  mail: ParsedMail,
  book: Pick<AddressBook, 'isAtOurDomain'>,
  ticketId: string | null,
): Promise<void> {
  const { bounce } = mail;
  if (bounce === null || !isToldOn(bounce.kind)) return;
  const token = bounceTokenOf(desk, row, mail)?.token ?? null;
  const id = bounce.originalMessageId;
  const messageIdHeader = id === null || id === '' || id.length > 998 ? null : id;
  const named = messageIdHeader !== null && (ticketId !== null || book.isAtOurDomain(messageIdHeader));
  if (token === null && !named) return;
  const { kind, status, failedRecipient, diagnostic } = bounce;
  await addJob(tx, noteBounce, {
    messageIdHeader,
    token,
    reportTicketId: ticketId,
    kind,
    status: cut(status, 20),
    recipient: cut(failedRecipient, 320),
    diagnostic: cut(diagnostic, 1000),
    recipients: bounce.recipients.slice(0, mostReported).flatMap((one) =>
      isToldOn(one.kind)
        ? {
            address: cut(one.address, 320),
            originalAddress: cut(one.originalAddress, 320),
            kind: one.kind,
            status: cut(one.status, 20),
            cause: one.cause,
            diagnostic: cut(one.diagnostic, 1000),
          }
        : [],
    ),
  });
}

/** A relayed or expanded mail is out of sight; nothing follows from it. */
function isToldOn(kind: BounceKind): kind is Exclude<BounceKind, 'relayed' | 'expanded'> {
  return kind !== 'relayed' && kind !== 'expanded';
}

function cut(text: string | null, most: number): string | null {
  return text === null ? null : text.replaceAll('\0', '').slice(0, most).toWellFormed();
}
