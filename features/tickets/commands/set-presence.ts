/** Who looks at a ticket right now. Unlogged and short-lived: losing it costs nothing. */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { announce } from '#platform/events/live.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';

/** Screens say every 20 s that they are still there; two missed ones and they are gone. */
const goneAfterMs = 45_000;

export type Present = { agent: { id: string; name: string }; state: 'viewing' | 'typing' };

/** Notes what the agent does on the ticket and returns who else is there. A key is never present. */
export async function setPresence(
  tx: Tx,
  desk: Pick<Desk, 'clock'>,
  actor: Actor,
  input: { ticketId: string; state: 'viewing' | 'typing' | 'left' },
): Promise<Present[]> {
  permit(actor, 'ticket:read');
  const { ticketId, state } = input;
  const seenAt = desk.clock.now();
  if (actor.kind === 'agent') {
    const before = await tx
      .selectFrom('presence')
      .select(['state', 'seenAt'])
      .where('ticketId', '=', ticketId)
      .where('agentId', '=', actor.id)
      .executeTakeFirst();
    if (state === 'left') {
      await tx
        .deleteFrom('presence')
        .where('ticketId', '=', ticketId)
        .where('agentId', '=', actor.id)
        .execute();
    } else {
      await tx
        .insertInto('presence')
        .values({ ticketId, agentId: actor.id, state, seenAt })
        .onConflict((conflict) => conflict.columns(['ticketId', 'agentId']).doUpdateSet({ state, seenAt }))
        .execute();
    }
    const known = before && seenAt.getTime() - before.seenAt.getTime() < goneAfterMs ? before.state : 'left';
    // The beat every 20 s is no news.
    if (known !== state) await announce(tx, { type: 'presence', ticketId });
  }
  const rows = await tx
    .selectFrom('presence')
    .innerJoin('agent', 'agent.id', 'presence.agentId')
    .select(['agent.id', 'agent.name', 'presence.state'])
    .where('ticketId', '=', ticketId)
    .where('seenAt', '>', new Date(seenAt.getTime() - goneAfterMs))
    .where('agent.id', '!=', actor.kind === 'agent' ? actor.id : '00000000-0000-0000-0000-000000000000')
    .orderBy('agent.name')
    .execute();
  // The check constraint of the table allows these two states only.
  return rows.map((row) => ({ agent: { id: row.id, name: row.name }, state: row.state as Present['state'] }));
}
