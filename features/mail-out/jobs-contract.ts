/** The job that sends: one try of one outbox row. */
import { z } from 'zod';
import type { Tx } from '#platform/database/transaction.ts';
import { addJob, defineJob, jobPriority } from '#platform/jobs/job.ts';

export const sendMailJob = defineJob({
  name: 'mail-out.send-mail',
  payload: z.object({
    mailId: z.uuid(),
    /** The due time this job was made for: a job for a time that was moved since does nothing. */
    dueAt: z.iso.datetime(),
  }),
  // Tries at the relay are counted by the row, not here; these are for a database that was away.
  maxAttempts: 25,
});

/**
 * Adds the job for a row; `now` of the desk's clock decides whether it waits. What a person wrote goes before
 * everything else, a machine's courtesy after it.
 */
export async function addSendJob(
  tx: Tx,
  mail: { id: string; kind: string },
  dueAt: Date,
  now: Date,
): Promise<void> {
  const runAt = dueAt > now ? { runAt: dueAt } : {};
  const priority = mail.kind === 'reply' ? jobPriority.sending : jobPriority.courtesy;
  await addJob(tx, sendMailJob, { mailId: mail.id, dueAt: dueAt.toISOString() }, { ...runAt, priority });
}
