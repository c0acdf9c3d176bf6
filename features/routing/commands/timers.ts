/** When a ticket or a queue is looked at again. Every timer is a job with a key: it is moved, never doubled, and no table is polled. */
import { z } from 'zod';
import { routeTicket } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { addJob, addKeyedJobs, defineJob, jobPriority, removeJob } from '#platform/jobs/job.ts';
import { teamsWithWaiting } from '../store/queue-rows.ts';

/** Somebody may have room: the queue of a team is gone through from its head. */
export const drainQueue = defineJob({
  name: 'routing.drain-queue',
  payload: z.object({ teamId: z.uuid() }),
  maxAttempts: 10,
  priority: jobPriority.understanding,
});

/** How a team's tickets find their person was changed. */
export const lookAtTeam = defineJob({
  name: 'routing.look-at-team',
  payload: z.object({ teamId: z.uuid() }),
  maxAttempts: 10,
  priority: jobPriority.understanding,
});

/** Apart from the look that a change asks for, which would move it. */
function timerKey(ticketId: string): string {
  return `routing:timer:${ticketId}`;
}

/** Has the ticket looked at again then; null: only when something changes. */
export async function setTimer(tx: Tx, ticketId: string, at: Date | null): Promise<void> {
  if (at === null) await removeJob(tx, timerKey(ticketId));
  else await addJob(tx, routeTicket, { ticketId }, { key: timerKey(ticketId), runAt: at });
}

export async function drainTeams(tx: Tx, teamIds: readonly string[]): Promise<void> {
  await addKeyedJobs(
    tx,
    drainQueue,
    [...new Set(teamIds)].map((teamId) => ({ payload: { teamId }, key: `routing:drain:${teamId}` })),
  );
}

/** Somebody has room again: they may be in any team. */
export async function drainAll(tx: Tx, desk: Pick<Desk, 'brand'>): Promise<void> {
  await drainTeams(tx, await teamsWithWaiting(tx, desk.brand.id));
}
