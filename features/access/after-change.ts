/** Work that follows a change on a person of the desk, for features above. */
import { z } from 'zod';
import type { Tx } from '#platform/database/transaction.ts';
import { addJob, defineJob, jobPriority } from '#platform/jobs/job.ts';

/**
 * Somebody was invited, switched off, or changed role or teams: may they have the tickets they have, and which may they get? Done
 * by the feature routing. Safe to do again.
 */
export const lookAtAgent = defineJob({
  name: 'routing.look-at-agent',
  payload: z.object({ agentId: z.uuid() }),
  maxAttempts: 10,
  priority: jobPriority.understanding,
});

/** One look at a person waits at a time; at `runAt`, or at once. */
export async function followAgent(tx: Tx, agentId: string, runAt?: Date): Promise<void> {
  await addJob(
    tx,
    lookAtAgent,
    { agentId },
    { key: `routing:agent:${agentId}`, ...(runAt ? { runAt } : {}) },
  );
}
