/**
 * Every feature, once: its permissions, routes and jobs, and the ports wired between them. The only file to touch
 * when a feature is added. Error names make themselves known when a feature's `index.ts` is loaded.
 */
import * as access from '#features/access/index.ts';
import * as acknowledgement from '#features/acknowledgement/index.ts';
import * as addresses from '#features/addresses/index.ts';
import * as blockList from '#features/block-list/index.ts';
import * as intake from '#features/intake/index.ts';
import * as knownIssues from '#features/known-issues/index.ts';
import * as learning from '#features/learning/index.ts';
import * as mailAccounts from '#features/mail-accounts/index.ts';
import * as mailHealth from '#features/mail-health/index.ts';
import * as mailIn from '#features/mail-in/index.ts';
import * as mailOut from '#features/mail-out/index.ts';
import * as roundTrip from '#features/round-trip/index.ts';
import * as routing from '#features/routing/index.ts';
import { createSearch } from '#features/search/index.ts';
import * as sendingDomains from '#features/sending-domains/index.ts';
import * as spam from '#features/spam/index.ts';
import * as tickets from '#features/tickets/index.ts';
import * as triage from '#features/triage/index.ts';
import * as workspace from '#features/workspace/index.ts';
import type { LiveFeed } from '#platform/events/live.ts';
import type { MountedRoute } from '#platform/http/call.ts';
import type { JobHandler } from '#platform/jobs/job.ts';
import type { PermissionTable } from '#platform/permit/permit.ts';
import { mailSignInLinkJob } from './mail-sign-in-link.ts';

type Desk = workspace.Desk;

/** What each role may do; the registry of a desk is made of these. */
export const permissionTables: readonly PermissionTable[] = [
  workspace.permissions,
  access.permissions,
  addresses.permissions,
  tickets.permissions,
  blockList.permissions,
  spam.permissions,
  mailAccounts.permissions,
  mailHealth.permissions,
  mailIn.permissions,
  mailOut.permissions,
  sendingDomains.permissions,
  intake.permissions,
  learning.permissions,
  routing.permissions,
  acknowledgement.permissions,
  knownIssues.permissions,
  roundTrip.permissions,
];

/** What routes need of the web server they run in. */
export type WebParts = { authenticator: access.Authenticator; live: LiveFeed };

/** All routes of the API. */
export function allRoutes(desk: Desk, web: WebParts): MountedRoute[] {
  return [
    ...workspace.routes(desk, workspacePorts(desk)),
    ...access.routes(desk, web.authenticator),
    ...addresses.routes(desk),
    ...tickets.routes(desk, ticketPorts(desk, web.live)),
    ...blockList.routes(desk),
    ...spam.routes(desk),
    ...mailAccounts.routes(desk),
    ...mailHealth.routes(desk),
    ...mailIn.routes(desk),
    ...mailOut.routes(desk),
    ...sendingDomains.routes(desk),
    ...triage.routes(desk),
    ...learning.routes(desk),
    ...routing.routes(desk),
    ...acknowledgement.routes(desk),
    ...knownIssues.routes(desk),
    ...roundTrip.routes(desk),
  ];
}

/** All work that runs in the background. */
export function allJobs(desk: Desk): JobHandler[] {
  return [
    mailSignInLinkJob(desk),
    ...tickets.jobs(desk),
    ...spam.jobs(desk),
    ...mailHealth.jobs(desk),
    ...mailIn.jobs(desk),
    ...mailOut.jobs(desk),
    ...intake.jobs(desk),
    ...triage.jobs(desk),
    ...learning.jobs(desk),
    ...routing.jobs(desk),
    ...acknowledgement.jobs(desk),
    ...knownIssues.jobs(desk),
    ...roundTrip.jobs(desk, healthPorts(desk)),
  ];
}

/** What mail health asks of the features above it. */
export function healthPorts(desk: Desk): mailHealth.HealthPorts {
  return {
    async waitingSince() {
      const [unread, sending] = await Promise.all([
        mailIn.oldestUnread(desk.db),
        mailOut.describeSending(desk),
      ]);
      const leaving = sending.oldestQueuedSeconds;
      if (leaving === null) return unread;
      return new Map([...unread, ['relay', new Date(desk.clock.now().getTime() - leaving * 1000)]]);
    },
    canaryEverySeconds: () => roundTrip.canaryEverySeconds(desk),
  };
}

function workspacePorts(desk: Desk): workspace.WorkspacePorts {
  return {
    checkImap: (trial) => mailIn.checkImap(desk, trial),
    agents: async () => (await access.allAgents(desk.db)).filter((agent) => agent.active),
    moves: Object.fromEntries(tickets.ticketStatuses.map((from) => [from, [...tickets.allowedMoves(from)]])),
  };
}

function ticketPorts(desk: Desk, live: LiveFeed): Parameters<typeof tickets.routes>[1] {
  return {
    outbox: mailOut.createOutbox(desk),
    live,
    search: createSearch(desk),
    countQuarantine: (most) => mailIn.countQuarantine(desk.db, most),
  };
}
