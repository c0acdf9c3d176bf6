/** A status that says what a ticket is teaches the spam filter, after the transaction. */
import { learnTicketJob } from '#features/spam/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { addJob } from '#platform/jobs/job.ts';
import type { TicketStatus } from '../rules/status.ts';

/** Marked as spam, taken back from it, or done: the job reads what the ticket says by then. */
export async function teachByStatus(
  tx: Tx,
  ticketId: string,
  from: TicketStatus,
  to: TicketStatus,
): Promise<void> {
  if (from === to) return;
  if (from !== 'spam' && !['spam', 'resolved', 'closed'].includes(to)) return;
  await addJob(tx, learnTicketJob, { ticketId }, { key: `spam-learn:${ticketId}` });
}
