/** Reads a stored mail again: after a better reader came, or to see what it says now. Threads and fates stay. */
import { findTicketNumber, refreshMessage } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { countRemoteImages } from '../rules/count-remote-images.ts';
import { findLedgerRow } from '../store/ledger-rows.ts';
import { prepareMail } from './prepare-mail.ts';
import { readMail } from './read-mail.ts';

/** Throws `quarantined-not-found` for an id that is not in the ledger. */
export async function rereadMail(
  desk: Desk,
  actor: Actor,
  id: string,
): Promise<{ ticketNumber: number | null; warnings: string[] }> {
  permit(actor, 'quarantine:release');
  const found = await findLedgerRow(desk.db, id);
  if (!found) throw new NamedError('quarantined-not-found', 'There is no such mail.');
  if (found.state === 'received') await readMail(desk, id);
  const row = (await findLedgerRow(desk.db, id)) ?? found;
  const { mail, files } = await prepareMail(desk, row, false);
  const warnings = mail.warnings.map((warning) => warning.note);
  const { messageId, ticketId } = row;
  if (messageId === null || ticketId === null) return { ticketNumber: null, warnings };
  if (row.fate === 'ticket') {
    await inTransaction(desk, (tx) =>
      refreshMessage(tx, {
        messageId,
        text: mail.text,
        html: mail.html,
        visibleText: mail.visibleText,
        quotedText: mail.quotedText,
        signature: mail.signature,
        remoteImageCount: countRemoteImages(mail.html),
        warnings: mail.warnings,
        files,
      }),
    );
  }
  return { ticketNumber: await findTicketNumber(desk.db, ticketId), warnings };
}
