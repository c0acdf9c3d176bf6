/** Who looks at a ticket right now. Unlogged and short-lived: losing it costs nothing. */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { announce } from '#platform/events/live.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import {
  deletePresence,
  findPresence,
  type PresenceState,
  presentPeople,
  putPresence,
} from '../store/presence-rows.ts';

/** Screens say every 20 s that they are still there; two missed ones and they are gone. */
const goneAfterMs = 45_000;

export type Present = { agent: { id: string; name: string }; state: PresenceState };

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
    const before = await findPresence(tx, ticketId, actor.id);
    if (state === 'left') await deletePresence(tx, ticketId, actor.id);
    else await putPresence(tx, { ticketId, agentId: actor.id, state, seenAt });
    const known = before && seenAt.getTime() - before.seenAt.getTime() < goneAfterMs ? before.state : 'left';
    // The beat every 20 s is no news.
    if (known !== state) await announce(tx, { type: 'presence', ticketId });
  }
  const since = new Date(seenAt.getTime() - goneAfterMs);
  return presentPeople(tx, ticketId, since, actor.kind === 'agent' ? actor.id : null);
}
