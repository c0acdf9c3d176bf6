/** What people decided about a ticket: the desk never changes it again. */
import { sql } from 'kysely';
import type { Tx } from '#platform/database/transaction.ts';

export type Decided = {
  /** Topic, department, team or assignee: whose work it is was settled by a person. */
  place: boolean;
  priority: boolean;
  /** A person took "urgent" off: they have looked at what was urgent. */
  calmed: boolean;
};

/** Read from the events of the ticket, which say who did what. */
export async function decidedByPeople(tx: Tx, ticketId: string): Promise<Decided> {
  const { rows } = await sql<Decided>`
    select
      coalesce(bool_or(kind in ('topic-changed', 'department-changed', 'team-changed', 'assignee-changed')), false) as place,
      coalesce(bool_or(kind = 'priority-changed'), false) as priority,
      coalesce(bool_or(kind = 'priority-changed' and data->>'from' = 'urgent'), false) as calmed
    from event where ticket_id = ${ticketId} and actor_kind in ('agent', 'key')`.execute(tx);
  return rows[0] ?? { place: false, priority: false, calmed: false };
}
