/** What is read of a ticket before it is known what it teaches. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { PlaceEvent, TaughtTicket } from '../rules/lesson-of-ticket.ts';

export type FoundTicket = TaughtTicket & { messageId: string | null };

type TicketRow = Omit<TaughtTicket, 'events' | 'understood'> & { messageId: string | null };

type EventRow = {
  kind: PlaceEvent['kind'];
  actorKind: string;
  actorId: string | null;
  actorName: string;
  from: string | null;
  to: string | null;
  at: Date;
};

/**
 * The ticket with the message that opened it, as far as that was understood, and all that happened to its place; what a
 * merge brought is none of its own. Null when there is none of this brand, or it is merged away: it keeps what it taught.
 */
export async function readTaughtTicket(
  db: Kysely<DB>,
  brandId: string,
  ticketId: string,
): Promise<FoundTicket | null> {
  const { rows } = await sql<TicketRow>`
    select t.status, t.topic, t.department, team.key as team, opening.id as message_id,
      exists (select 1 from message m where m.ticket_id = t.id and m.direction = 'out' and m.kind = 'message'
        and m.author_kind = 'agent') as answered
    from ticket t
    left join team on team.id = t.team_id and team.brand_id = t.brand_id
    left join lateral (
      select m.id, m.direction from message m
      where m.ticket_id = t.id and m.home_ticket_id = t.id and not m.automatic and m.author_kind <> 'system'
      order by m.id limit 1
    ) first on true
    left join triage_verdict opening_verdict
      on opening_verdict.ticket_id = t.id and opening_verdict.message_id = first.id and first.direction = 'in'
    left join message opening on opening.id = opening_verdict.message_id
    where t.id = ${ticketId}::uuid and t.brand_id = ${brandId}::uuid and t.merged_into is null`.execute(db);
  const [ticket] = rows;
  if (!ticket) return null;
  return {
    ...ticket,
    understood: ticket.messageId !== null,
    events: await placeEvents(db, brandId, ticketId),
  };
}

async function placeEvents(db: Kysely<DB>, brandId: string, ticketId: string): Promise<PlaceEvent[]> {
  const { rows } = await sql<EventRow>`
    select e.kind, e.actor_kind, e.actor_id, e.actor_name, e.at,
      case when e.kind = 'team-changed'
        then (select key from team where team.brand_id = ${brandId} and team.id::text = e.data->>'from')
        else e.data->>'from' end as "from",
      case when e.kind = 'team-changed'
        then (select key from team where team.brand_id = ${brandId} and team.id::text = e.data->>'to')
        else e.data->>'to' end as "to"
    from event e
    where e.ticket_id = ${ticketId}::uuid and e.home_ticket_id = ${ticketId}::uuid
      and e.kind in ('topic-changed', 'department-changed', 'team-changed', 'status-changed')
    order by e.at, e.id`.execute(db);
  return rows.map(({ kind, actorKind, actorId, actorName, from, to, at }) => ({
    kind,
    byPeople: actorKind === 'agent' || actorKind === 'key',
    from,
    to,
    actor: { kind: actorKind === 'key' ? 'key' : 'agent', id: actorId, name: actorName },
    at,
  }));
}
