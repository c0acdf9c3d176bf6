/** SQL of `known_issue_ticket`: what is thought of an issue and a ticket together. */
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Actor } from '#platform/permit/actor.ts';

export const linkStates = ['proposed', 'linked', 'rejected'] as const;
export type LinkState = (typeof linkStates)[number];

export type Link = {
  issueId: string;
  state: LinkState;
  score: number | null;
  reasons: string[];
  byName: string;
  changedAt: Date;
};

/** The ticket and all that were merged into it, over any number of merges. */
const family = (ticketId: string): RawBuilder<unknown> => sql`
  with recursive family (id) as (
    select ${ticketId}::uuid union select t.id from ticket t join family on t.merged_into = family.id)`;

/**
 * What is thought of each issue on a ticket and those merged into it: linked where any of them is, else rejected where any
 * is. A person's word about the whole is written on all of them.
 */
export async function linksOf(db: Kysely<DB>, ticketId: string): Promise<Link[]> {
  const { rows } = await sql<Link>`${family(ticketId)}
    select distinct on (issue_id) issue_id, state, score, reasons, by_name, changed_at
    from known_issue_ticket where ticket_id = any(array(select id from family))
    order by issue_id, array_position(array['linked', 'rejected', 'proposed'], state), score desc nulls last, changed_at`.execute(
    db,
  );
  return rows;
}

export type Proposal = { issueId: string; score: number; reasons: readonly string[] };

/**
 * What the rule thinks now: new proposals are added, those that no longer fit are gone, and no decision is touched.
 * `among`: only these issues were looked at. Returns those that are new.
 */
export async function writeProposals(
  tx: Tx,
  input: { ticketId: string; proposals: readonly Proposal[]; among: readonly string[]; at: Date },
): Promise<string[]> {
  const { ticketId, proposals, among, at } = input;
  await tx
    .deleteFrom('knownIssueTicket')
    .where('ticketId', '=', ticketId)
    .where('state', '=', 'proposed')
    .where('issueId', 'in', [...among, ticketId])
    .$if(proposals.length > 0, (query) =>
      query.where(
        'issueId',
        'not in',
        proposals.map((one) => one.issueId),
      ),
    )
    .execute();
  if (proposals.length === 0) return [];
  const { rows } = await sql<{ issueId: string; isNew: boolean }>`${family(ticketId)},
    given as (select * from json_to_recordset(${JSON.stringify(proposals)}::json)
      as p ("issueId" uuid, score real, reasons text[]))
    insert into known_issue_ticket (issue_id, ticket_id, state, score, reasons, changed_at)
    select "issueId", ${ticketId}, 'proposed', score, reasons, ${at} from given
    where not exists (select 1 from known_issue_ticket k where k.issue_id = given."issueId"
      and k.ticket_id = any(array(select id from family)) and k.state <> 'proposed' )
    on conflict (issue_id, ticket_id) do update set score = excluded.score, reasons = excluded.reasons
      where known_issue_ticket.state = 'proposed'
    returning issue_id, xmax = 0 as is_new`.execute(tx);
  return rows.filter(({ isNew }) => isNew).map(({ issueId }) => issueId);
}

/** Writes a decision on the ticket and on all that were merged into it. */
export async function writeDecision(
  tx: Tx,
  input: { issueId: string; ticketId: string; state: 'linked' | 'rejected'; actor: Actor; at: Date },
): Promise<void> {
  const { issueId, ticketId, state, actor, at } = input;
  const by = {
    byKind: actor.kind === 'customer' ? ('system' as const) : actor.kind,
    byId: actor.kind === 'agent' || actor.kind === 'key' ? actor.id : null,
    byName: actor.name,
  };
  await tx
    .insertInto('knownIssueTicket')
    .values({ issueId, ticketId, state, score: null, changedAt: at, ...by })
    .onConflict((conflict) => conflict.columns(['issueId', 'ticketId']).doNothing())
    .execute();
  await sql`${family(ticketId)}
    update known_issue_ticket set state = ${state}, by_kind = ${by.byKind}, by_id = ${by.byId}::uuid,
      by_name = ${by.byName}, changed_at = ${at}
    where issue_id = ${issueId} and ticket_id = any(array(select id from family))`.execute(tx);
}

/** Takes a decision back: what was proposed is proposed again, what was not is gone. */
export async function dropDecision(
  tx: Tx,
  input: { issueId: string; ticketId: string; at: Date },
): Promise<void> {
  const { issueId, ticketId, at } = input;
  await sql`${family(ticketId)}, gone as (
      delete from known_issue_ticket where issue_id = ${issueId} and score is null
        and ticket_id = any(array(select id from family)))
    update known_issue_ticket set state = 'proposed', by_kind = null, by_id = null, by_name = '', changed_at = ${at}
    where issue_id = ${issueId} and score is not null and ticket_id = any(array(select id from family))`.execute(
    tx,
  );
}

export type LinkedTicket = {
  number: number;
  title: string;
  status: string;
  customer: string;
  createdAt: Date;
  score: number | null;
  reasons: string[];
  byName: string;
  changedAt: Date;
  ticketId: string;
};

/** A page of the tickets of an issue, the newest link first. Of merged tickets only the survivor is told. */
export async function ticketsOfIssue(
  db: Kysely<DB>,
  input: {
    issueId: string;
    state: LinkState;
    after: { at: Date; id: string } | null;
    limit: number;
  },
): Promise<LinkedTicket[]> {
  const { issueId, state, after, limit } = input;
  const { rows } = await sql<LinkedTicket>`
    select t.number::int, t.title, t.status, coalesce(nullif(p.name, ''), '') as customer, t.created_at, k.score, k.reasons,
      k.by_name, k.changed_at, k.ticket_id
    from known_issue_ticket k join ticket t on t.id = k.ticket_id left join person p on p.id = t.person_id
    where k.issue_id = ${issueId} and k.state = ${state} and t.merged_into is null
      and ${after === null ? sql`true` : sql`(k.changed_at, k.ticket_id) < (${after.at}, ${after.id}::uuid)`}
    order by k.changed_at desc, k.ticket_id desc limit ${limit}`.execute(db);
  return rows;
}

/** Every ticket linked to the issue, survivors for merged ones: whom a mail about the fix concerns. */
export async function affectedTickets(db: Kysely<DB>, issueId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive linked (id) as (
      select ticket_id from known_issue_ticket where issue_id = ${issueId} and state = 'linked'
      union select t.merged_into from ticket t join linked on t.id = linked.id where t.merged_into is not null)
    select t.id from ticket t join linked on linked.id = t.id where t.merged_into is null order by t.number`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/** Tickets the issue is proposed for. */
export async function proposedTickets(db: Kysely<DB>, issueId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('knownIssueTicket')
    .select('ticketId')
    .where('issueId', '=', issueId)
    .where('state', '=', 'proposed')
    .execute();
  return new Set(rows.map(({ ticketId }) => ticketId));
}

/** What was decided about an issue, of those tickets it was decided about. */
export async function decisionsOf(
  db: Kysely<DB>,
  issueId: string,
  ticketIds: readonly string[],
): Promise<ReadonlyMap<string, 'linked' | 'rejected'>> {
  if (ticketIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('knownIssueTicket')
    .select(['ticketId', 'state'])
    .where('issueId', '=', issueId)
    .where('ticketId', 'in', ticketIds)
    .where('state', '<>', 'proposed')
    .execute();
  return new Map(rows.map(({ ticketId, state }) => [ticketId, state === 'linked' ? 'linked' : 'rejected']));
}
