/** Handlers of this feature's jobs. */
import type { Desk } from '#features/workspace/index.ts';
import { handle, type JobHandler } from '#platform/jobs/job.ts';
import { sendMail } from './commands/send-mail.ts';
import { sendMailJob } from './jobs-contract.ts';
import { openRelay, type Relay } from './relay.ts';

/** The relay is shared by all tries of this process; null while none is set: mail is captured. */
export function jobs(desk: Desk, relay: Relay | null = openRelayOf(desk)): JobHandler[] {
  return [
    handle(sendMailJob, ({ mailId, dueAt }, { jobId }) =>
      sendMail(desk, relay, { mailId, dueAt, job: jobId }),
    ),
  ];
}

/** The pool for the relay of the settings; it connects with the first mail and its idle connections end by themselves. */
export function openRelayOf(desk: Pick<Desk, 'settings'>): Relay | null {
  return desk.settings.relay === null ? null : openRelay(desk.settings.relay);
}
