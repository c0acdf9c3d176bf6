/** SQL of `ticket_trait`, and of tickets as far as they are compared with issues. */
import { type Kysely, sql } from 'kysely';
import { jsonRows } from '#platform/database/json-rows.ts';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { knownIssueLimits } from '../limits.ts';
import { MOST_TEXT } from '../rules/match-issue.ts';
import type { Trait, TraitKind } from '../rules/traits.ts';

export type ConsideredTicket = {
  id: string;
  number: number;
  title: string;
  subject: string;
  topic: string | null;
  status: string;
  createdAt: Date;
};

/** The ticket, or the survivor it was merged into, held until the transaction ends. Undefined for one of another brand. */
export async function holdTicket(
  tx: Tx,
  brandId: string,
  ticketId: string,
): Promise<ConsideredTicket | undefined> {
  const { rows } = await sql<ConsideredTicket & { brandId: string }>`/* keep plan */
    with recursive chain (id, into_id) as (
      select id, merged_into from ticket where id = ${ticketId}::uuid
      union select t.id, t.merged_into from ticket t join chain on t.id = chain.into_id)
    select t.id, t.number::int, t.title, t.subject, t.topic, t.status, t.created_at, t.brand_id from ticket t
    where t.id = (select id from chain where into_id is null) for no key update`.execute(tx);
  const row = rows[0];
  return row?.brandId === brandId ? row : undefined;
}

/** Replaces the traits of a ticket. Those of tickets merged into it are counted with it, and no longer by themselves. */
export async function writeTraits(
  tx: Tx,
  input: { brandId: string; ticket: ConsideredTicket; traits: readonly Trait[] },
): Promise<void> {
  const { brandId, ticket, traits } = input;
  const topic = ticket.topic ?? '';
  const given = sql`json_to_recordset(${jsonRows(traits)}::json) as g (kind text, value text)`;
  await sql`/* keep plan */
    with recursive merged (id) as (
      select id from ticket where merged_into = ${ticket.id}::uuid
      union select t.id from ticket t join merged on t.merged_into = merged.id),
    theirs as (delete from ticket_trait where ticket_id = any(array(select id from merged)) returning 1),
    old as (
      delete from ticket_trait t where t.ticket_id = ${ticket.id}::uuid
        and not exists (select 1 from ${given} where g.kind = t.kind and g.value = t.value) returning 1)
    insert into ticket_trait (brand_id, ticket_id, kind, value, topic, day)
    select ${brandId}::uuid, ${ticket.id}::uuid, g.kind, g.value, ${topic}, (${ticket.createdAt}::timestamptz at time zone 'UTC')::date
    from ${given}
    on conflict (ticket_id, kind, value) do update set topic = excluded.topic where ticket_trait.topic <> excluded.topic`.execute(
    tx,
  );
}

/** What customers wrote on a ticket, newly written words only, the newest first; its subject stands in front. */
export async function textsOf(db: Kysely<DB>, ticket: { id: string; subject: string }): Promise<string[]> {
  const { rows } = await sql<{ words: string }>`
    select left(visible_text, ${MOST_TEXT}) as words from message
    where ticket_id = ${ticket.id} and direction = 'in' and kind = 'message' and not automatic
      and lane is distinct from 'failed'
    order by at desc, id desc limit ${knownIssueLimits.messages}`.execute(db);
  return [ticket.subject, ...rows.map(({ words }) => words)];
}

export type RecentTicket = ConsideredTicket & { traits: Trait[] };

/** The newest tickets of a brand with their traits: what a preview looks at. Spam and merged tickets are left out. */
export async function recentTickets(db: Kysely<DB>, brandId: string, most: number): Promise<RecentTicket[]> {
  const { rows } = await sql<RecentTicket>`
    with recent as (
      select id, number, title, subject, topic, status, created_at from ticket
      where brand_id = ${brandId} and merged_into is null and status <> 'spam'
      order by number desc limit ${most})
    select id, number::int, title, subject, topic, status, created_at, coalesce((select jsonb_agg(jsonb_build_object('kind', t.kind, 'value', t.value) order by t.kind, t.value)
      from ticket_trait t where t.ticket_id = recent.id), '[]') as traits
    from recent order by recent.number desc`.execute(db);
  return rows;
}

/** The first words of customers on several tickets, by ticket. */
export async function textsOfMany(
  db: Kysely<DB>,
  ticketIds: readonly string[],
): Promise<ReadonlyMap<string, string[]>> {
  const { rows } = await sql<{ ticketId: string; words: string }>`
    select wanted.id as ticket_id, m.words from unnest(${[...ticketIds]}::uuid[]) as wanted (id)
    cross join lateral (
      select left(visible_text, ${MOST_TEXT}) as words from message
      where ticket_id = wanted.id and direction = 'in' and kind = 'message' and not automatic
        and lane is distinct from 'failed'
      order by at desc, id desc limit ${knownIssueLimits.messages}) m`.execute(db);
  const byTicket = new Map<string, string[]>();
  for (const { ticketId, words } of rows) byTicket.set(ticketId, [...(byTicket.get(ticketId) ?? []), words]);
  return byTicket;
}

export type CountedTrait = { kind: TraitKind; value: string };

/**
 * How many tickets of a topic have a trait, on days after `since` and up to `until`: an index-only walk over those days.
 * `without`: those that belong to a known issue already, or are proposed for one, are left out.
 */
export async function countTrait(
  db: Kysely<DB>,
  input: {
    brandId: string;
    topic: string;
    trait: CountedTrait;
    since: string;
    until: string;
    without: boolean;
  },
): Promise<number> {
  const { brandId, topic, trait, since, until, without } = input;
  const { rows } = await sql<{ count: number }>`/* keep plan */
    select count(*)::int as count from ticket_trait t
    where t.brand_id = ${brandId}::uuid and t.kind = ${trait.kind} and t.value = ${trait.value} and t.topic = ${topic}
      and t.day > ${since}::date and t.day <= ${until}::date
      ${without ? sql`and not exists (select 1 from known_issue_ticket k where k.ticket_id = t.ticket_id and k.state <> 'rejected')` : sql``}`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}
