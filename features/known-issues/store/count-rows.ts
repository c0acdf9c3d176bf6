/** How many tickets an issue has, by what they are counted. */
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { openStatuses } from '#features/tickets/index.ts';
import type { DB } from '#platform/database/schema.gen.ts';
import type { TraitKind } from '../rules/traits.ts';

const open = [...openStatuses];

export type CountKind = Exclude<TraitKind, 'ticket'> | 'language' | 'day' | 'all';
export type CountRow = { kind: CountKind; value: string; tickets: number; open: number };

/**
 * Tickets by id, one by one: what this costs grows with the issue and not with the desk. Left to itself, the planner would
 * read a table of 100,000 tickets whole to find 5,000 of them, and does not know that everybody who looks asks again.
 */
const oneByOne = (id: string): RawBuilder<unknown> => sql`cross join lateral (
      select * from ticket where ticket.id = ${sql.ref(id)} and ticket.merged_into is null and ticket.status <> 'spam' offset 0) t`;

/**
 * Of each kind and value how many tickets are linked, and how many of these are open. Merged tickets count once, spam not at
 * all. Walks from the links to single tickets; the tables are never read whole.
 */
export async function countsOfIssue(db: Kysely<DB>, issueId: string): Promise<CountRow[]> {
  const { rows } = await sql<CountRow>`
    with recursive linked (id) as (
      select ticket_id from known_issue_ticket where issue_id = ${issueId} and state = 'linked'
      union select t.merged_into from ticket t join linked on t.id = linked.id where t.merged_into is not null),
    shown as (
      select t.id, coalesce(t.language, '') as language, to_char(t.created_at at time zone 'UTC', 'YYYY-MM-DD') as day,
        t.status = any(${open}) as is_open
      from linked ${oneByOne('linked.id')})
    select kind, value, count(*)::int as tickets, (count(*) filter (where is_open))::int as open from (
      select 'all' as kind, '' as value, is_open from shown
      union all select 'language', language, is_open from shown
      union all select 'day', day, is_open from shown
      union all select t.kind, t.value, shown.is_open from shown cross join lateral (
          select * from ticket_trait where ticket_id = shown.id and kind <> 'ticket' offset 0) t) counted
    group by kind, value`.execute(db);
  return rows;
}

export type IssueTotals = {
  issueId: string;
  tickets: number;
  open: number;
  proposed: number;
  thisWeek: number;
  lastWeek: number;
};

/** The figures a list shows of several issues. */
export async function totalsOfIssues(
  db: Kysely<DB>,
  issueIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, IssueTotals>> {
  if (issueIds.length === 0) return new Map();
  const ids = [...issueIds];
  const { rows } = await sql<IssueTotals>`
    with recursive linked (issue_id, id) as (
      select issue_id, ticket_id from known_issue_ticket where issue_id = any(${ids}::uuid[]) and state = 'linked'
      union select linked.issue_id, t.merged_into from linked join ticket t on t.id = linked.id
        where t.merged_into is not null),
    counted as (
      select linked.issue_id, count(*)::int as tickets, (count(*) filter (where t.status = any(${open})))::int as open,
        (count(*) filter (where t.created_at > ${daysBefore(now, 7)}))::int as this_week,
        (count(*) filter (where t.created_at > ${daysBefore(now, 14)} and t.created_at <= ${daysBefore(now, 7)}))::int
          as last_week
      from linked ${oneByOne('linked.id')} group by linked.issue_id),
    waiting as (
      select k.issue_id, count(*)::int as proposed from known_issue_ticket k
        ${oneByOne('k.ticket_id')}
      where k.issue_id = any(${ids}::uuid[]) and k.state = 'proposed' group by k.issue_id)
    select i.id as issue_id, coalesce(c.tickets, 0) as tickets, coalesce(c.open, 0) as open,
      coalesce(w.proposed, 0) as proposed, coalesce(c.this_week, 0) as this_week, coalesce(c.last_week, 0) as last_week
    from unnest(${ids}::uuid[]) as i (id) left join counted c on c.issue_id = i.id left join waiting w on w.issue_id = i.id`.execute(
    db,
  );
  return new Map(rows.map((row) => [row.issueId, row]));
}

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 86_400_000);
}
