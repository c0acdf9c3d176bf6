/** Whether a form was sent before: its message has a Message-ID made of the form's number. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';

/** Two sendings of one form wait for each other here: the second finds the first. */
export async function holdForm(tx: Tx, messageIdHeader: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${messageIdHeader}, 0))`.execute(tx);
}

/** True when its message was written. */
export async function isKnownForm(
  db: Kysely<DB>,
  brandId: string,
  messageIdHeader: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('mailReference')
    .select('ticketId')
    .where('brandId', '=', brandId)
    .where('messageIdHeader', '=', messageIdHeader)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
