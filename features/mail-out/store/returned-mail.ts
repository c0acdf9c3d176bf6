/** From the token of a return path to the mail that carried it. */
import type { Tx } from '#platform/database/transaction.ts';
import { type ReturnedRow, returnedColumns } from './outbox-rows.ts';

/** Newest mails of one ticket that are looked at; reports come within days. */
const newestMails = 500;

/** A merged ticket keeps the mails it sent, so the number of the token is that of the ticket they are kept under. */
export async function ticketOfNumber(tx: Tx, brandId: string, number: number): Promise<string | null> {
  const row = await tx
    .selectFrom('ticket')
    .select('id')
    .where('brandId', '=', brandId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The mail of the ticket that the token is of, locked; null when there is none. */
export async function findMailOfToken(
  tx: Tx,
  ticketId: string,
  isOfMail: (mailId: string) => boolean,
): Promise<ReturnedRow | null> {
  const ids = await tx
    .selectFrom('outboundMail')
    .select('id')
    .where('ticketId', '=', ticketId)
    .orderBy('createdAt', 'desc')
    .limit(newestMails)
    .execute();
  const found = ids.find(({ id }) => isOfMail(id));
  if (!found) return null;
  const row = await tx
    .selectFrom('outboundMail')
    .select(returnedColumns)
    .where('id', '=', found.id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}
