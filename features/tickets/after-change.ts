/**
 * Work that follows a change on a ticket, for features above tickets. The definition lives down here so that whoever
 * changes a ticket can add the job in the same transaction without knowing who does the work.
 */
import { z } from 'zod';
import { type Tx, writeAtEnd } from '#platform/database/transaction.ts';
import { addKeyedJobs, defineJob, jobPriority } from '#platform/jobs/job.ts';
import { someTeamIsRouted } from './store/routed-teams.ts';

/**
 * Who of its team has this ticket, now that it was placed, changed, answered or written to? Done by the feature routing. Safe to do
 * again: it looks at what the ticket says by then.
 */
export const routeTicket = defineJob({
  name: 'routing.route-ticket',
  payload: z.object({ ticketId: z.uuid() }),
  maxAttempts: 10,
  // Whose it is, is known before anybody is thanked for it.
  priority: jobPriority.understanding,
});

/** One look at a ticket waits at a time. */
export function routeKey(ticketId: string): string {
  return `routing:ticket:${ticketId}`;
}

/**
 * Has the ticket looked at once the transaction commits. A desk on which no team is routed adds no job for it.
 */
export function followTicket(tx: Tx, ticketId: string): void {
  writeAtEnd(tx, follow, ticketId);
}

async function follow(tx: Tx, ticketIds: readonly string[]): Promise<void> {
  if (!(await someTeamIsRouted(tx))) return;
  const once = [...new Set(ticketIds)];
  await addKeyedJobs(
    tx,
    routeTicket,
    once.map((ticketId) => ({ payload: { ticketId }, key: routeKey(ticketId) })),
  );
}
