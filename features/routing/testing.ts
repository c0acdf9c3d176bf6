/** For tests of routing: people with hours and languages, a team that is routed, jobs carried out. */

import { lookAtAgent as lookAtAgentJob } from '#features/access/index.ts';
import { routeTicket } from '#features/tickets/index.ts';
import { agentActor } from '#features/tickets/testing.ts';
import type { TestDesk } from '#features/workspace/testing.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { makeDue } from '#platform/jobs/due-jobs.ts';
import { drainJobs } from '#platform/jobs/run-jobs.ts';
import type { AgentActor } from '#platform/permit/actor.ts';
import { setPolicy } from './commands/set-policy.ts';
import { jobs } from './jobs.ts';
import { permissions } from './permissions.ts';
import { type Policy, restingPolicy } from './rules/policy.ts';
import { putWork, type WorkChange } from './store/people-rows.ts';

/** A Monday, 12:00 UTC, years ahead: timers of the test clock are not due by the clock of the job runner. */
export const farMonday = new Date('2035-11-26T12:00:00Z');

export type Role = 'admin' | 'lead' | 'agent' | 'viewer';

/** Somebody of a team who has signed in. */
export async function worker(
  desk: TestDesk,
  name: string,
  given: { team?: string | null; role?: Role; signedIn?: boolean; work?: WorkChange } = {},
): Promise<AgentActor> {
  const { team = 'technical', role = 'agent', signedIn = true, work } = given;
  const actor = await agentActor(desk, role, name);
  const teamId = team === null ? undefined : desk.teams[team];
  if (teamId) await desk.db.insertInto('teamMember').values({ teamId, agentId: actor.id }).execute();
  if (signedIn) {
    const lastSeenAt = desk.clock.now();
    await desk.db.updateTable('agent').set({ lastSeenAt }).where('id', '=', actor.id).execute();
  }
  if (work) await inTransaction(desk, (tx) => putWork(tx, actor.id, work, desk.clock.now()));
  const own = Object.entries(permissions).flatMap(([key, { roles }]) =>
    (roles as readonly string[]).includes(role) ? [key] : [],
  );
  return { ...actor, permissions: new Set([...actor.permissions, ...own]) };
}

/** Has the team's tickets given; what is left out is as for a team nobody decided about. */
export async function routed(
  desk: TestDesk,
  actor: AgentActor,
  policy: Partial<Policy> = {},
  team = 'technical',
): Promise<void> {
  await inTransaction(desk, (tx) =>
    setPolicy(tx, desk, actor, {
      teamId: desk.teams[team] ?? '',
      policy: { ...restingPolicy, mode: 'round-robin', ...policy },
    }),
  );
  await settled(desk);
}

/** Everything that is to be done now is done. */
export async function settled(desk: TestDesk, atOnce = 4): Promise<void> {
  await drainJobs(desk.pool, jobs(desk), atOnce);
}

/** The clock moves on, and whatever was to be looked at by then is looked at. */
export async function later(desk: TestDesk, minutes: number): Promise<void> {
  desk.clock.advance(minutes * 60_000);
  await makeDue(desk.db, routeTicket);
  await makeDue(desk.db, lookAtAgentJob);
  await settled(desk);
}
