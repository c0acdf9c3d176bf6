/** The ticket of a number itself, also when it was merged: what merge and unmerge need. */
import type { Desk } from '#features/workspace/index.ts';
import { ticketNotFound } from '../store/lock-tickets.ts';

/** Its id. Throws `ticket-not-found`. */
export async function exactTicket(desk: Pick<Desk, 'db' | 'brand'>, number: number): Promise<string> {
  const row = await desk.db
    .selectFrom('ticket')
    .select('id')
    .where('brandId', '=', desk.brand.id)
    .where('number', '=', number)
    .executeTakeFirst();
  if (!row) throw ticketNotFound();
  return row.id;
}
