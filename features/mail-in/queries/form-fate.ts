/** What became of a form. */
import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';

export type FormFate = {
  /** Null while nobody has read it, and when a person is to look at it first. */
  ticketId: string | null;
  /** It is kept and waits to be read. */
  waiting: boolean;
};

/** By its source key; null for a form that never came. */
export async function fateOfForm(db: Kysely<DB>, sourceKey: string): Promise<FormFate | null> {
  const row = await db
    .selectFrom('inboundMail')
    .select(['ticketId', 'fate', 'state'])
    .where('sourceKey', '=', sourceKey)
    .executeTakeFirst();
  if (!row) return null;
  return { ticketId: row.fate === 'ticket' ? row.ticketId : null, waiting: row.state === 'received' };
}
