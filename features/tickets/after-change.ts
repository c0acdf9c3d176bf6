/**
 * Work that follows a change on a ticket, for features above tickets. The definitions live down here so that whoever
 * changes a ticket can add the job in the same transaction without knowing who does the work.
 */
import { z } from 'zod';
import { type Tx, writeAtEnd } from '#platform/database/transaction.ts';
import { addJob, addKeyedJobs, defineJob, jobPriority } from '#platform/jobs/job.ts';
import type { Actor } from '#platform/permit/actor.ts';
import type { Changeable } from './rules/plan-change.ts';
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

/**
 * Added when a person moved a ticket, or was done with it: what does that teach about where mail belongs? The job reads what
 * the ticket says by then, so doing it twice does no harm. Done by the feature learning.
 */
export const learnFromTicket = defineJob({
  name: 'learning.learn-ticket',
  payload: z.object({ ticketId: z.uuid() }),
  maxAttempts: 10,
  priority: jobPriority.courtesy,
});

type Kept = Pick<Changeable, 'topic' | 'department' | 'teamId' | 'status'>;

const places = ['topic', 'department', 'teamId'] as const;

function saysEnough(status: Kept['status']): boolean {
  return status === 'spam' || status === 'resolved' || status === 'closed';
}

/** Adds the job when people changed what says where a ticket belongs, or whether it is solved or spam. */
export async function teachByPlace(
  tx: Tx,
  actor: Actor,
  ticketId: string,
  before: Kept,
  next: Kept,
): Promise<void> {
  if (actor.kind !== 'agent' && actor.kind !== 'key') return;
  const moved = places.some((key) => before[key] !== next[key]);
  const settled = before.status !== next.status && [before.status, next.status].some(saysEnough);
  if (!moved && !settled) return;
  await addJob(tx, learnFromTicket, { ticketId });
}
