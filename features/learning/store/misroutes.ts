/** How many tickets of each week people put elsewhere. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';

export type WeekRow = { week: string; placed: number; changed: number; left: number };

/** Tickets whose opening was understood, by the week they came (from Monday, UTC). Spam is none. */
export async function misroutesSince(db: Kysely<DB>, brandId: string, since: Date): Promise<WeekRow[]> {
  const { rows } = await sql<WeekRow>`
    select to_char(date_trunc('week', t.created_at at time zone 'UTC'), 'YYYY-MM-DD') as week,
      count(*) filter (where v.sure)::int as placed,
      count(*) filter (where v.sure and e.kind = 'correction')::int as changed,
      count(*) filter (where not v.sure)::int as left
    from ticket t
    join lateral (
      select not unsure as sure from triage_verdict where ticket_id = t.id order by message_id limit 1
    ) v on true
    left join topic_example e on e.ticket_id = t.id
    where t.brand_id = ${brandId} and t.created_at >= ${since}::timestamptz and t.status <> 'spam'
    group by 1 order by 1`.execute(db);
  return rows;
}
