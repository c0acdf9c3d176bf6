/** The messages with which the newest tickets began. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';

export type Opening = { number: number; title: string; messageId: string };

/** Newest first, older than `before`; without spam, merged tickets, and those that no customer's mail began. */
export async function openingsOf(
  db: Kysely<DB>,
  brandId: string,
  { before, limit }: { before: number | null; limit: number },
): Promise<Opening[]> {
  const { rows } = await sql<Opening>`
    select t.number, t.title, m.id as message_id
    from ticket t cross join lateral (
      select o.id from message o where o.ticket_id = t.id and o.home_ticket_id = t.id and o.direction = 'in'
        and o.kind = 'message' and not o.automatic and o.lane is distinct from 'failed'
      order by o.id limit 1) m
    where t.brand_id = ${brandId}::uuid and t.merged_into is null and t.status <> 'spam'
      and (${before}::int is null or t.number < ${before}::int)
    order by t.number desc limit ${limit}`.execute(db);
  return rows;
}
