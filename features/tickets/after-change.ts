/**
 * Work that follows what people do with a ticket, for features above tickets. The definition lives down here so that the job
 * can be added in the transaction of the change.
 */
import { z } from 'zod';
import type { Tx } from '#platform/database/transaction.ts';
import { addJob, defineJob, jobPriority } from '#platform/jobs/job.ts';
import type { Actor } from '#platform/permit/actor.ts';
import type { Changeable } from './rules/plan-change.ts';

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
