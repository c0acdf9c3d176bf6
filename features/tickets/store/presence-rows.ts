/** Who looks at a ticket. Unlogged rows: a crash forgets them, and the next beat brings them back. */
import type { Tx } from '#platform/database/transaction.ts';

export type PresenceState = 'viewing' | 'typing';

export async function findPresence(
  tx: Tx,
  ticketId: string,
  agentId: string,
): Promise<{ state: string; seenAt: Date } | undefined> {
  return tx
    .selectFrom('presence')
    .select(['state', 'seenAt'])
    .where('ticketId', '=', ticketId)
    .where('agentId', '=', agentId)
    .executeTakeFirst();
}

export async function putPresence(
  tx: Tx,
  row: { ticketId: string; agentId: string; state: PresenceState; seenAt: Date },
): Promise<void> {
  const { state, seenAt } = row;
  await tx
    .insertInto('presence')
    .values(row)
    .onConflict((conflict) => conflict.columns(['ticketId', 'agentId']).doUpdateSet({ state, seenAt }))
    .execute();
}

export async function deletePresence(tx: Tx, ticketId: string, agentId: string): Promise<void> {
  await tx.deleteFrom('presence').where('ticketId', '=', ticketId).where('agentId', '=', agentId).execute();
}

/** People seen after `since`, by name, without `except`. */
export async function presentPeople(
  tx: Tx,
  ticketId: string,
  since: Date,
  except: string | null,
): Promise<{ agent: { id: string; name: string }; state: PresenceState }[]> {
  const rows = await tx
    .selectFrom('presence')
    .innerJoin('agent', 'agent.id', 'presence.agentId')
    .select(['agent.id', 'agent.name', 'presence.state'])
    .where('ticketId', '=', ticketId)
    .where('seenAt', '>', since)
    .where('agent.id', 'is distinct from', except)
    .orderBy('agent.name')
    .execute();
  // The check constraint of the table allows these two states only.
  return rows.map(({ id, name, state }) => ({ agent: { id, name }, state: state as PresenceState }));
}
