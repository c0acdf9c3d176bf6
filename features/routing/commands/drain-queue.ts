/** Somebody may have room: the queue is gone through in order, and whatever finds its person is settled by itself. */
import type { Desk } from '#features/workspace/index.ts';
import { routingLimits } from '../limits.ts';
import { chooseAmong } from '../rules/choose-agent.ts';
import { type Candidate, type Present, readTeam } from '../rules/look-at-candidate.ts';
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

/** In the order of the queue. Those that were not looked at yet are in it, too: why they wait is to be said. */
function plan(
  desk: Desk,
  policy: Policy,
  waiting: readonly Waiting[],
  people: readonly Candidate[],
): string[] {
  const now = desk.clock.now();
  const team = readTeam(people, policy, now);
  const hasRoom = ({ candidate, gone, absence }: Present): boolean =>
    gone === null && absence === null && candidate.load < (candidate.cap ?? policy.cap);
  return waiting.flatMap(({ id, unlooked, ...ticket }) => {
    // Nobody has room: whatever cannot wait was given when it came.
    const choice = team.some(hasRoom)
      ? chooseAmong({ ...ticket, lastAgentId: null }, team, policy, wordsFor(desk))
      : null;
    const at = team.findIndex(({ candidate }) => candidate.id === choice?.agent?.id);
    const chosen = team[at];
    if (!chosen) return unlooked ? [id] : [];
    const { candidate } = chosen;
    team[at] = { ...chosen, candidate: { ...candidate, load: candidate.load + 1, lastGivenAt: now } };
    return [id];
  });
}
