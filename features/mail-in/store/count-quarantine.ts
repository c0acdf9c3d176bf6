import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';

/** How many mails are held back, counting no further than `most`. */
export async function countQuarantine(db: Kysely<DB>, most: number): Promise<number> {
  const held = db
    .selectFrom('inboundMail')
    .select('id')
    .where('fate', '=', 'quarantine')
    .where('removedAt', 'is', null)
    .limit(most);
  return (await held.execute()).length;
}
