/** What becomes of mail to addresses of ours that do not exist, in the table `setting`. */
import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { UnknownRecipients } from '../contract.ts';

const key = 'unknown-recipients';

/** Refused unless an admin said otherwise: the sender learns at once that nobody reads it. */
export async function unknownRecipients(db: Kysely<DB>): Promise<UnknownRecipients> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value === 'quarantine' ? 'quarantine' : 'refuse';
}

export async function keepUnknownRecipients(tx: Tx, handling: UnknownRecipients, at: Date): Promise<void> {
  const value = JSON.stringify(handling);
  await tx
    .insertInto('setting')
    .values({ key, value, updatedAt: at })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, updatedAt: at }))
    .execute();
}
