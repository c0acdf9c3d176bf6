/** What became of certain mails of the ledger. */
import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';

export type LedgerFate = { id: string; ticketId: string | null };

/** Those of the mails that have been read, each with its ticket when it has one. */
export async function findFates(db: Kysely<DB>, ids: readonly string[]): Promise<LedgerFate[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('inboundMail')
    .select(['id', 'ticketId'])
    .where('id', 'in', [...ids])
    .where('state', '=', 'done')
    .execute();
}

/** True when this desk ever received a mail. */
export async function hasReceivedMail(db: Kysely<DB>): Promise<boolean> {
  const row = await db.selectFrom('inboundMail').select('id').limit(1).executeTakeFirst();
  return row !== undefined;
}
