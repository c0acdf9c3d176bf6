/** What became of a form. */
import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';

/** Its ticket; null while it waits to be read, when a person is to look at it first, and for a form that never came. */
export async function ticketOfForm(db: Kysely<DB>, sourceKey: string): Promise<string | null> {
  const row = await db
    .selectFrom('inboundMail')
    .select('ticketId')
    .where('sourceKey', '=', sourceKey)
    .where('fate', '=', 'ticket')
    .executeTakeFirst();
  return row?.ticketId ?? null;
}
