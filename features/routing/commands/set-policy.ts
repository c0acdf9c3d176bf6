/** A lead chooses how a team's tickets find their person. */

import { followAgent } from '#features/access/index.ts';
import { routeKey, routeTicket } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { addJob, addKeyedJobs } from '#platform/jobs/job.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import type { Policy } from '../rules/policy.ts';
import { teamPeople } from '../store/people-rows.ts';
import { isTeam, policyOf, putPolicy } from '../store/policy-rows.ts';
import { dropRoutedOfTeam, lockRouting } from '../store/queue-rows.ts';
import { unassignedIn } from '../store/ticket-facts.ts';
import { drainTeams, lookAtTeam } from './timers.ts';

/** Throws `team-not-found`. What waits is looked at again at once. */
export async function setPolicy(
  tx: Tx,
  desk: Pick<Desk, 'brand' | 'clock'>,
  actor: Actor,
  input: { teamId: string; policy: Policy },
): Promise<Policy> {
  permit(actor, 'routing:manage');
  const { teamId, policy } = input;
  if (!(await isTeam(tx, desk.brand.id, teamId))) throw teamNotFound();
  const before = await policyOf(tx, teamId);
  const at = desk.clock.now();
  // No decision is made by half of the old policy and half of the new one.
  await lockRouting(tx, desk.brand.id);
  await putPolicy(tx, { teamId, brandId: desk.brand.id }, policy, at);
  if (policy.mode === 'off') await dropRoutedOfTeam(tx, teamId);
  else await addJob(tx, lookAtTeam, { teamId }, { key: `routing:team:${teamId}` });
  await appendEvent(tx, {
    ...{ brandId: desk.brand.id, ticketId: null, kind: 'routing-policy-changed', actor, at },
    data: { teamId, before, after: policy },
  });
  return policy;
}

export function teamNotFound(): NamedError {
  return new NamedError('team-not-found', 'This desk has no team with this id.');
}

/** Everything of the team that nobody has is looked at, and everybody's next day is known. */
export async function lookAtWholeTeam(desk: Desk, teamId: string): Promise<void> {
  await inTransaction(desk, async (tx) => {
    if ((await policyOf(tx, teamId)).mode === 'off') return;
    const tickets = await unassignedIn(tx, teamId);
    await addKeyedJobs(
      tx,
      routeTicket,
      tickets.map((ticketId) => ({ payload: { ticketId }, key: routeKey(ticketId) })),
    );
    for (const { id } of await teamPeople(tx, teamId, desk.brand.defaultLanguage)) await followAgent(tx, id);
    await drainTeams(tx, [teamId]);
  });
}
