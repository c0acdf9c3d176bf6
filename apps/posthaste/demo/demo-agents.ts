/** The people of the demo: agents with roles and teams, but without a password and with a link that has expired. */
import { createAgent, findAgentByEmail } from '#features/access/index.ts';
import { type DemoAgent, type Desk, teamsOf } from '#features/workspace/index.ts';
import { fixedClock } from '#platform/clock.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { type AgentActor, systemActor } from '#platform/permit/actor.ts';

export type DemoAgents = ReadonlyMap<string, AgentActor>;

/** Makes those that are missing. By key of the manifest. */
export async function makeDemoAgents(
  desk: Desk,
  agents: readonly DemoAgent[],
  joinedAt: Date,
): Promise<DemoAgents> {
  const teams = await teamIds(desk);
  const made = new Map<string, AgentActor>();
  // Written down as of long ago, so that the one-time link every new person gets has expired.
  const then = { ...desk, clock: fixedClock(joinedAt) };
  for (const { key, name, email, role, team } of agents) {
    const known = await findAgentByEmail(desk.db, email.toLowerCase());
    const agent =
      known ??
      (
        await inTransaction(desk, (tx) =>
          createAgent(tx, then, systemActor('Demo'), {
            name,
            email,
            role,
            teamIds: [teams.get(team)].filter((id) => id !== undefined),
          }),
        )
      ).agent;
    made.set(key, {
      kind: 'agent',
      id: agent.id,
      name: agent.name,
      email: agent.email,
      role: agent.role,
      teamIds: agent.teamIds,
      permissions: desk.permissions.granted(agent.role),
    });
  }
  return made;
}

/** Team ids by their key in the profile. */
export async function teamIds(desk: Pick<Desk, 'db' | 'brand'>): Promise<ReadonlyMap<string, string>> {
  const teams = await teamsOf(desk.db, desk.brand.id);
  return new Map(teams.map((team) => [team.key, team.id]));
}
