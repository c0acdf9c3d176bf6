/** Somebody may have room: the queue is gone through in order, and whatever finds its person is settled by itself. */
import type { Desk } from '#features/workspace/index.ts';
import { routingLimits } from '../limits.ts';
import { chooseAgent } from '../rules/choose-agent.ts';
import type { Candidate } from '../rules/look-at-candidate.ts';
import type { Policy } from '../rules/policy.ts';
import { teamPeople } from '../store/people-rows.ts';
import { policyOf } from '../store/policy-rows.ts';
import { type Waiting, waitingIn } from '../store/queue-rows.ts';
import { wordsFor } from './routing-desk.ts';
import { settleTicket } from './settle-ticket.ts';

/**
 * Plans by what is seen now, then settles each ticket of the plan in a transaction of its own, which decides again under the lock. A
 * queue without anybody free costs two readings.
 */
export async function drainTeam(desk: Desk, teamId: string): Promise<void> {
  for (;;) {
    const policy = await policyOf(desk.db, teamId);
    const [waiting, people] = await Promise.all([
      waitingIn(desk.db, teamId, routingLimits.drainAtOnce),
      teamPeople(desk.db, teamId, desk.brand.defaultLanguage),
    ]);
    const planned = plan(desk, policy, waiting, people);
    for (const ticketId of planned) await settleTicket(desk, ticketId);
    if (planned.length === 0 || waiting.length < routingLimits.drainAtOnce) return;
  }
}

function plan(
  desk: Desk,
  policy: Policy,
  waiting: readonly Waiting[],
  people: readonly Candidate[],
): string[] {
  const now = desk.clock.now();
  let team = people;
  return waiting.flatMap(({ id, ...ticket }) => {
    const choice = chooseAgent({ ...ticket, lastAgentId: null }, team, policy, now, wordsFor(desk));
    const { agent } = choice;
    if (agent === null) return [];
    team = team.map((one) => (one.id === agent.id ? { ...one, load: one.load + 1, lastGivenAt: now } : one));
    return [id];
  });
}
