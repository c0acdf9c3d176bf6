/** Something about a person changed, or their day begins, or they are back: their tickets and their teams' queues are looked at. */
import { followAgent } from '#features/access/index.ts';
import { routeKey, routeTicket } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { addKeyedJobs } from '#platform/jobs/job.ts';
import { isWorking, nextStart } from '../rules/working-hours.ts';
import { type PersonRow, personForTeam, putWork } from '../store/people-rows.ts';
import { routedTeamsOf } from '../store/policy-rows.ts';
import { ticketsOf } from '../store/ticket-facts.ts';
import { routingActor } from './routing-desk.ts';
import { drainTeams } from './timers.ts';

/** Ends an absence that is over, and sets the next time to look: when they begin, or are back. */
export async function lookAtAgent(desk: Desk, agentId: string): Promise<void> {
  await inTransaction(desk, async (tx) => {
    const now = desk.clock.now();
    const agent = await personForTeam(tx, agentId, null, desk.brand.defaultLanguage);
    if (!agent) return;
    if (agent.away?.until && agent.away.until <= now) {
      await putWork(tx, agentId, { away: null }, now);
      const data = { agentId, sentence: `${agent.name} is back.` };
      await appendEvent(tx, {
        ...{ brandId: desk.brand.id, ticketId: null, kind: 'agent-back', actor: routingActor, data, at: now },
      });
    }
    const tickets = await ticketsOf(tx, agentId);
    await addKeyedJobs(
      tx,
      routeTicket,
      tickets.map((ticketId) => ({ payload: { ticketId }, key: routeKey(ticketId) })),
    );
    const teams = await routedTeamsOf(tx, agentId);
    await drainTeams(tx, teams);
    const next = teams.length === 0 ? null : nextMoment(agent, now);
    if (next !== null) await followAgent(tx, agentId, next);
  });
}

/** The next moment at which they may get tickets that they may not get now. */
function nextMoment({ active, away, schedule }: PersonRow, now: Date): Date | null {
  if (!active) return null;
  const back = away?.until && away.until > now ? away.until : null;
  if (away !== null && away.until === null) return null;
  if (back !== null && isWorking(schedule, back)) return back;
  return nextStart(schedule, back ?? now);
}
