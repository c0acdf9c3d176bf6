/** The desk gives a ticket to somebody, takes it back, or passes it to another team. Never against what a person chose. */

import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { planChange } from '../rules/plan-change.ts';
import { decidedByPeople } from '../store/decided-by-people.ts';
import { lockTickets } from '../store/lock-tickets.ts';
import { findAgent, findTeam } from '../store/names.ts';
import { writeChanges, writeEvents } from '../store/write-changes.ts';

export type Giving = {
  ticketId: string;
  /** Null: to nobody; it waits in the queue of its team. */
  agentId: string | null;
  /** Another team, with its queue. */
  teamId?: string;
  /** For the timeline, in sentences. */
  reasons: readonly string[];
};

/**
 * Carries out what routing decided. Returns false when nothing was changed: the ticket was merged, or it is to go to another
 * team and a person chose the one it has. The ticket keeps its place in the lists.
 */
export async function giveTicket(
  tx: Tx,
  desk: Pick<Desk, 'clock' | 'brand'>,
  actor: Actor,
  giving: Giving,
): Promise<boolean> {
  const { ticketId, agentId, teamId, reasons } = giving;
  const [ticket] = await lockTickets(tx, [ticketId]);
  if (!ticket || ticket.mergedInto !== null) return false;
  if (teamId !== undefined && (await decidedByPeople(tx, ticketId)).place) return false;
  const agent = agentId === null ? undefined : await findAgent(tx, agentId);
  const team = teamId === undefined ? undefined : await findTeam(tx, desk.brand.id, teamId);
  const plan = planChange(
    ticket,
    { assigneeId: agentId, ...(teamId === undefined ? {} : { teamId }) },
    { agent: () => agent?.name ?? '', team: () => team?.name ?? '' },
  );
  if (plan.outcome !== 'changed') return false;
  const at = desk.clock.now();
  await writeChanges(tx, [{ id: ticketId, next: plan.next, titleChanged: false }], at, { moves: false });
  await writeEvents(tx, {
    brandId: desk.brand.id,
    actor,
    at,
    events: plan.events.map(({ kind, data }, place) => ({
      ticketId,
      kind,
      data: { ...data, routed: true },
      // Told once, by the first of its events.
      reasons: place === 0 ? reasons : [],
    })),
  });
  return true;
}
