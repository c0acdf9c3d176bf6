/** Background work of routing. */
import { lookAtAgent as lookAtAgentJob } from '#features/access/index.ts';
import { routeTicket } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { handle, type JobHandler } from '#platform/jobs/job.ts';
import { drainTeam } from './commands/drain-queue.ts';
import { lookAtAgent } from './commands/look-at-agent.ts';
import { lookAtWholeTeam } from './commands/set-policy.ts';
import { settleTicket } from './commands/settle-ticket.ts';
import { drainQueue, lookAtTeam } from './commands/timers.ts';

export function jobs(desk: Desk): JobHandler[] {
  return [
    handle(routeTicket, ({ ticketId }) => settleTicket(desk, ticketId)),
    handle(drainQueue, ({ teamId }) => drainTeam(desk, teamId)),
    handle(lookAtTeam, ({ teamId }) => lookAtWholeTeam(desk, teamId)),
    handle(lookAtAgentJob, ({ agentId }) => lookAtAgent(desk, agentId)),
  ];
}
