/** Whether a form was sent before: its message has a Message-ID made of the form's number. */
import { sql } from 'kysely';
import type { Tx } from '#platform/database/transaction.ts';

/** Two sendings of one form wait for each other here: the second finds the first. */
export async function isKnownForm(tx: Tx, brandId: string, messageIdHeader: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${messageIdHeader}, 0))`.execute(tx);
  const row = await tx
    .selectFrom('mailReference')
    .select('ticketId')
    .where('brandId', '=', brandId)
    .where('messageIdHeader', '=', messageIdHeader)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
