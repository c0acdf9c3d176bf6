/** What routing must know of a ticket. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { TicketToRoute } from '../rules/look-at-candidate.ts';
import type { AssigneeChange } from '../rules/whose-choice.ts';

export type TicketFacts = {
  id: string;
  teamId: string | null;
  teamName: string | null;
  assigneeId: string | null;
  status: string;
  priority: TicketToRoute['priority'];
  topic: string | null;
  department: string | null;
  language: string | null;
  personId: string | null;
  customerWaits: boolean;
  lastCustomerAt: Date | null;
  merged: boolean;
  /** The last time that somebody was given it or taken from it; null: never. */
  assigned: AssigneeChange | null;
  /** When a person last chose its team. */
  movedByHandAt: Date | null;
};

type FactsRow = Omit<TicketFacts, 'assigned'> & {
  assigned: (Omit<AssigneeChange, 'at'> & { at: string }) | null;
};

/** Statuses in which a ticket needs somebody: the others wait for others, or are over. */
export const inWork = ['new', 'open'] as const;

/** The ticket, locked until the transaction ends; null when there is none. */
export async function lockTicketFacts(tx: Tx, ticketId: string): Promise<TicketFacts | null> {
  const locked = await sql<{ id: string }>`
    select id from ticket where id = ${ticketId}::uuid for no key update`.execute(tx);
  if (locked.rows.length === 0) return null;
  // Read after the lock is held, so that nothing is older than it.
  const { rows } = await sql<FactsRow>`/* keep plan */
    select t.id, t.team_id, team.name as team_name, t.assignee_id, t.status, t.priority, t.topic, t.department,
      coalesce(t.language, p.language) as language, t.person_id, t.waiting_for_us as customer_waits, t.last_customer_at,
      t.merged_into is not null as merged,
      (select json_build_object('byPerson', e.actor_kind <> 'system', 'to', e.data->>'to', 'at', e.at)
        from event e where e.ticket_id = t.id and e.kind = 'assignee-changed' order by e.at desc, e.id desc limit 1) as assigned,
      (select max(e.at) from event e
        where e.ticket_id = t.id and e.kind = 'team-changed' and e.actor_kind <> 'system') as moved_by_hand_at
    from ticket t
    left join team on team.id = t.team_id
    left join person p on p.id = t.person_id
    where t.id = ${ticketId}::uuid`.execute(tx);
  const row = rows[0];
  if (!row) return null;
  const { assigned } = row;
  return { ...row, assigned: assigned && { ...assigned, at: new Date(assigned.at) } };
}

/**
 * Who knows the customer: whoever wrote last on this ticket, else who has their newest other one. Only people who were there
 * count; the rule asks whether they may have it.
 */
export async function lastAgentOf(
  db: Kysely<DB>,
  { id, personId }: Pick<TicketFacts, 'id' | 'personId'>,
): Promise<string | null> {
  const { rows } = await sql<{ agentId: string }>`/* keep plan */
    (select agent_id, 0 as nearness, at from message
      where ticket_id = ${id}::uuid and agent_id is not null order by at desc, id desc limit 1)
    union all
    (select assignee_id, 1, updated_at from ticket
      where person_id = ${personId}::uuid and id <> ${id}::uuid and assignee_id is not null
      order by updated_at desc limit 1)
    order by nearness limit 1`.execute(db);
  return rows[0]?.agentId ?? null;
}

/** When the person last did something on the ticket; null: never. */
export async function lastActOf(db: Kysely<DB>, ticketId: string, agentId: string): Promise<Date | null> {
  const row = await db
    .selectFrom('event')
    .select(({ fn }) => fn.max('at').as('at'))
    .where('ticketId', '=', ticketId)
    .where('actorKind', '=', 'agent')
    .where('actorId', '=', agentId)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** Types right now, or saved a draft moments ago. */
export async function isWriting(
  db: Kysely<DB>,
  where: { ticketId: string; agentId: string },
  since: { presence: Date; draft: Date },
): Promise<boolean> {
  const { ticketId, agentId } = where;
  const { rows } = await sql<{ writing: boolean }>`
    select exists (select from presence where ticket_id = ${ticketId}::uuid and agent_id = ${agentId}::uuid
        and state = 'typing' and seen_at > ${since.presence})
      or exists (select from draft where ticket_id = ${ticketId}::uuid and agent_id = ${agentId}::uuid
        and saved_at > ${since.draft}) as writing`.execute(db);
  return rows[0]?.writing ?? false;
}

/** Tickets in work that nobody of this team has. */
export async function unassignedIn(db: Kysely<DB>, teamId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('ticket')
    .select('id')
    .where('teamId', '=', teamId)
    .where('assigneeId', 'is', null)
    .where('status', 'in', [...inWork])
    .where('mergedInto', 'is', null)
    .orderBy('createdAt')
    .execute();
  return rows.map(({ id }) => id);
}

/** Tickets in work of a person, in teams that are routed. */
export async function ticketsOf(db: Kysely<DB>, agentId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('ticket')
    .innerJoin('team', 'team.id', 'ticket.teamId')
    .select('ticket.id')
    .where('assigneeId', '=', agentId)
    .where('status', 'in', [...inWork])
    .where('mergedInto', 'is', null)
    .where('team.routed', '=', true)
    .orderBy('ticket.id')
    .execute();
  return rows.map(({ id }) => id);
}
