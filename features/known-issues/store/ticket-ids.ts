/** Tickets by number. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';

/** Ids by the numbers asked for; a merged ticket stands for its survivor, and numbers of no ticket are left out. */
export async function findTicketIds(
  db: Kysely<DB>,
  brandId: string,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ number: number; id: string }>`
    with recursive chain (number, id, into_id) as (
      select number::int, id, merged_into from ticket where brand_id = ${brandId} and number = any(${[...numbers]}::bigint[])
      union select chain.number, t.id, t.merged_into from chain join ticket t on t.id = chain.into_id)
    select number, id from chain where into_id is null`.execute(db);
  return new Map(rows.map(({ number, id }) => [number, id]));
}
