/** Handlers of this feature's jobs. */
import { noteBounce as noteBounceJob } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { handle, type JobHandler } from '#platform/jobs/job.ts';
import { noteBounce } from './commands/note-bounce.ts';
import { type SendingDesk, sendMail } from './commands/send-mail.ts';
import { sendMailJob } from './jobs-contract.ts';
import { openRelay, type Relay } from './relay.ts';
import { type RelayTokenDesk, relayToken } from './relay-token.ts';

/** All jobs of a desk, with the relay of its settings: one pool for all tries of this process. */
export function jobs(desk: Desk): JobHandler[] {
  return [
    ...sendingJobs(desk, openRelayOf(desk)),
    handle(noteBounceJob, (bounce) => inTransaction(desk, (tx) => noteBounce(tx, desk, bounce))),
  ];
}

/** Sending by the given relay; null captures. */
export function sendingJobs(desk: SendingDesk, relay: Relay | null): JobHandler[] {
  return [
    handle(sendMailJob, ({ mailId, dueAt }, { jobId }) =>
      sendMail(desk, relay, { mailId, dueAt, job: jobId }),
    ),
  ];
}

/** The pool for the relay of the settings; it connects with the first mail and its idle connections end by themselves. */
export function openRelayOf(desk: RelayTokenDesk): Relay | null {
  return desk.settings.relay === null ? null : openRelay(desk.settings.relay, {}, relayToken(desk));
}
