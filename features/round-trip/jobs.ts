/** Background work of mail to ourselves. */
import { type HealthPorts, watchMail } from '#features/mail-health/index.ts';
import { askRelay, openRelayOf } from '#features/mail-out/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { handle, type JobHandler } from '#platform/jobs/job.ts';
import { runMailTest } from './commands/run-test.ts';
import { sendCanary } from './commands/send-canary.ts';
import { askRelayJob, runMailTestJob, sendCanaryJob } from './jobs-contract.ts';

/** Handlers for the worker role. `ports`: ways are judged anew after a look. */
export function jobs(desk: Desk, ports: HealthPorts): JobHandler[] {
  const relay = openRelayOf(desk);
  return [
    handle(sendCanaryJob, (canary) => sendCanary(desk, relay, canary)),
    handle(runMailTestJob, ({ id }) => runMailTest(desk, id)),
    handle(askRelayJob, async () => {
      await askRelay(desk);
      await watchMail(desk, ports);
    }),
  ];
}
