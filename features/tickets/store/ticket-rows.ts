/** Rows of the ticket list: one statement for a page, with the names a row shows. */
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { TicketSummary } from '../contract.ts';
import type { ListFilter } from '../rules/list-filter.ts';
import { ticketStatuses } from '../rules/status.ts';

/** Sort key of a row. Microseconds since 1970 as text: a JavaScript date would lose the last three digits. */
export type PageKey = { micros: string; id: string };

export type SummaryRow = {
  id: string;
  micros: string;
  number: number;
  title: string;
  subject: string;
  status: TicketSummary['status'];
  priority: TicketSummary['priority'];
  department: string | null;
  topic: string | null;
  teamId: string | null;
  teamName: string | null;
  assigneeId: string | null;
  assigneeName: string | null;
  personId: string | null;
  personName: string | null;
  personEmail: string | null;
  tags: string[];
  language: string | null;
  snippet: string;
  messageCount: number;
  attachmentCount: number;
  waitingForUs: boolean;
  deliveryTrouble: boolean;
  mergedNumber: number | null;
  createdAt: Date;
  updatedAt: Date;
  lastCustomerAt: Date | null;
};

/** Columns and joins of a row, over a derived table or table called `t`. */
export const summaryColumns = sql`
  t.id, ((extract(epoch from t.updated_at) * 1000000)::bigint)::text as micros, t.number, t.title, t.subject, t.status,
  t.priority, t.department, t.topic, t.team_id, team.name as team_name, t.assignee_id, agent.name as assignee_name,
  t.person_id, person.name as person_name, address.shown_address as person_email, t.tags, t.language, t.snippet,
  t.message_count, t.attachment_count, t.waiting_for_us, t.delivery_trouble, merged.number as merged_number,
  t.created_at, t.updated_at, t.last_customer_at`;

export const summaryJoins = sql`
  left join team on team.id = t.team_id
  left join agent on agent.id = t.assignee_id
  left join person on person.id = t.person_id
  left join ticket merged on merged.id = t.merged_into
  left join lateral (
    select a.shown_address from person_address a where a.person_id = t.person_id order by a.created_at, a.address limit 1
  ) address on true`;

/** Conditions of a filter on a ticket row called `t`; the status is asked for apart. */
export function filterConditions(filter: ListFilter): RawBuilder<unknown> {
  const team = filter.teamId === undefined ? sql`` : sql`and t.team_id = ${filter.teamId}`;
  const assignee =
    filter.assigneeId === undefined
      ? sql``
      : filter.assigneeId === null
        ? sql`and t.assignee_id is null`
        : sql`and t.assignee_id = ${filter.assigneeId}`;
  return sql`${team} ${assignee}`;
}

/** Rows older than the key, for the next page; `t` is the ticket. */
export function afterKey(after: PageKey | null): RawBuilder<unknown> {
  if (after === null) return sql``;
  return sql`and (t.updated_at, t.id) <
    (timestamptz 'epoch' + ${after.micros}::bigint * interval '1 microsecond', ${after.id}::uuid)`;
}

/**
 * Tickets of a filter as a query, newest change first. Each status is walked along its own index and the walks are
 * merged, so the work is the page times the statuses, whatever the table holds. Merged tickets are never in it.
 */
export function ticketWalk(input: {
  brandId: string;
  filter: ListFilter;
  after: PageKey | null;
  limit: number;
}): RawBuilder<unknown> {
  const { filter, after, limit } = input;
  const narrowed =
    filter.statuses ?? (filter.teamId || filter.assigneeId !== undefined ? ticketStatuses : null);
  const walk = (status: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    (select t.* from ticket t
     where t.merged_into is null and t.brand_id = ${input.brandId} ${status} ${filterConditions(filter)} ${afterKey(after)}
     order by t.updated_at desc, t.id desc limit ${limit})`;
  const walks = narrowed ? narrowed.map((status) => walk(sql`and t.status = ${status}`)) : [walk(sql``)];
  const [only] = walks;
  if (walks.length === 1 && only) return only;
  return sql`(select * from (${sql.join(walks, sql` union all `)}) t order by t.updated_at desc, t.id desc limit ${limit})`;
}

/** One page, newest change first, in one statement. */
export async function listRows(
  db: Kysely<DB>,
  input: { brandId: string; filter: ListFilter; after: PageKey | null; limit: number },
): Promise<SummaryRow[]> {
  const { rows } = await sql<SummaryRow>`
    with page as ${ticketWalk(input)}
    select ${summaryColumns} from page t ${summaryJoins}
    order by t.updated_at desc, t.id desc`.execute(db);
  return rows;
}

/** Rows of these tickets, newest change first. */
export async function rowsOf(db: Kysely<DB>, ids: readonly string[]): Promise<SummaryRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<SummaryRow>`
    select ${summaryColumns} from ticket t ${summaryJoins}
    where t.id = any(${ids}::uuid[]) order by t.updated_at desc, t.id desc`.execute(db);
  return rows;
}

/** How many tickets of a filter there are, counting no further than `most`. */
export function cappedCount(brandId: string, filter: ListFilter, most: number): RawBuilder<unknown> {
  const walk = (status: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    (select 1 from ticket t where t.merged_into is null and t.brand_id = ${brandId} ${status}
     ${filterConditions(filter)} limit ${most})`;
  const walks = filter.statuses?.map((status) => walk(sql`and t.status = ${status}`)) ?? [walk(sql``)];
  return sql`(select count(*) from (select 1 from (${sql.join(walks, sql` union all `)}) s limit ${most}) c)`;
}
