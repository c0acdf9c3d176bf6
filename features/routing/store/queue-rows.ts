/** SQL of `routed_ticket` and `routing_turn`: what waits, who has what, whose turn it is. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { TicketToRoute } from '../rules/look-at-candidate.ts';

export type RoutedRow = {
  teamId: string;
  /** Null: it waits. */
  agentId: string | null;
  since: Date;
  reason: string;
  notAgain: string[];
  wider: boolean;
  toldAt: Date | null;
};

/**
 * One decision of a brand at a time: counting what people have and giving them more must not be parted. Taken before the ticket's
 * lock by everybody, so that no two wait for each other.
 */
export async function lockRouting(tx: Tx, brandId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`routing:${brandId}`}, 0))`.execute(tx);
}

export async function findRouted(tx: Tx, ticketId: string): Promise<RoutedRow | null> {
  const row = await tx
    .selectFrom('routedTicket')
    .select(['teamId', 'agentId', 'since', 'reason', 'notAgain', 'wider', 'toldAt'])
    .where('ticketId', '=', ticketId)
    .executeTakeFirst();
  return row ?? null;
}

export async function putRouted(
  tx: Tx,
  key: { ticketId: string; brandId: string },
  row: RoutedRow & { rank: number },
): Promise<void> {
  const values = { ...row, notAgain: sql<string[]>`${row.notAgain}::uuid[]` };
  await tx
    .insertInto('routedTicket')
    .values({ ...key, ...values })
    .onConflict((conflict) => conflict.column('ticketId').doUpdateSet(values))
    .execute();
}

/** @returns whether there was one. */
export async function dropRouted(tx: Tx, ticketId: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('routedTicket')
    .where('ticketId', '=', ticketId)
    .returning('ticketId')
    .executeTakeFirst();
  return row !== undefined;
}

export async function dropRoutedOfTeam(tx: Tx, teamId: string): Promise<void> {
  await tx.deleteFrom('routedTicket').where('teamId', '=', teamId).execute();
}

export async function noteTurn(tx: Tx, teamId: string, agentId: string, at: Date): Promise<void> {
  await tx
    .insertInto('routingTurn')
    .values({ teamId, agentId, at })
    .onConflict((conflict) => conflict.columns(['teamId', 'agentId']).doUpdateSet({ at }))
    .execute();
}

export type Waiting = Omit<TicketToRoute, 'lastAgentId'> & {
  id: string;
  /** It came while others waited, and was not looked at yet. */
  unlooked: boolean;
};

/** The head of a team's queue: what presses most, then what waits longest. */
export async function waitingIn(db: Kysely<DB>, teamId: string, most: number): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select t.id, t.topic, t.department, coalesce(t.language, p.language) as language, t.priority, r.not_again, r.wider,
      r.reason = '' as unlooked
    from routed_ticket r join ticket t on t.id = r.ticket_id left join person p on p.id = t.person_id
    where r.team_id = ${teamId}::uuid and r.agent_id is null
    order by r.rank, r.since, r.ticket_id limit ${most}`.execute(db);
  return rows;
}

/** Whether others wait in the team's queue. */
export async function othersWait(db: Kysely<DB>, teamId: string, ticketId: string): Promise<boolean> {
  const row = await db
    .selectFrom('routedTicket')
    .select('ticketId')
    .where('teamId', '=', teamId)
    .where('agentId', 'is', null)
    .where('ticketId', '<>', ticketId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Teams of the brand in whose queue something waits. */
export async function teamsWithWaiting(db: Kysely<DB>, brandId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('routedTicket')
    .select('teamId')
    .distinct()
    .where('brandId', '=', brandId)
    .where('agentId', 'is', null)
    .execute();
  return rows.map(({ teamId }) => teamId);
}

export type QueueRow = {
  teamId: string;
  waiting: number;
  number: number;
  title: string;
  priority: TicketToRoute['priority'];
  since: Date;
  reason: string;
  toldAt: Date | null;
};

/** For the screen: how many wait in each team, with the first of them. */
export async function queueHeads(db: Kysely<DB>, brandId: string, most: number): Promise<QueueRow[]> {
  const { rows } = await sql<QueueRow>`
    select q.team_id, q.waiting, t.number::int as number, t.title, t.priority, q.since, q.reason, q.told_at
    from (
      select *, count(*) over (partition by team_id)::int as waiting,
        row_number() over (partition by team_id order by rank, since, ticket_id) as place
      from routed_ticket where brand_id = ${brandId}::uuid and agent_id is null
    ) q join ticket t on t.id = q.ticket_id
    where q.place <= ${most} order by q.team_id, q.place`.execute(db);
  return rows;
}

/** Who is told of what waits too long: the leads of the team, else all of the desk. */
export async function leadsFor(db: Kysely<DB>, teamId: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string; ours: boolean }>`
    select id, name, exists (select from team_member m where m.agent_id = a.id and m.team_id = ${teamId}::uuid) as ours
    from agent a where active and role in ('lead', 'admin') order by role = 'admin', name`.execute(db);
  const ours = rows.filter((row) => row.ours);
  return (ours.length > 0 ? ours : rows).slice(0, 10).map(({ id, name }) => ({ id, name }));
}
