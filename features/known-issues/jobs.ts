/** Background work of known issues. */
import { considerKnownIssues } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { inSharedTransaction } from '#platform/database/shared-transaction.ts';
import { handle, type JobHandler } from '#platform/jobs/job.ts';
import { considerTicket } from './commands/consider-ticket.ts';
import { proposeToRecent } from './commands/propose-to-recent.ts';
import { proposeRecent } from './jobs-contract.ts';

/** Nobody waits for it, so tickets that are ready together share a transaction. */
const line = { name: 'known-issues.consider', atOnce: 1, gatherMs: 20 };

export function jobs(desk: Desk): JobHandler[] {
  return [
    handle(considerKnownIssues, ({ ticketId }) =>
      inSharedTransaction(desk, line, (tx) => considerTicket(tx, desk, ticketId)),
    ),
    handle(proposeRecent, ({ number }) => proposeToRecent(desk, number)),
  ];
}
