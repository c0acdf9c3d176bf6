/** SQL of `agent` and `team_member`. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Role } from '../rules/roles.ts';

export type AgentRow = {
  id: string;
  name: string;
  email: string;
  role: Role;
  active: boolean;
  lastSeenAt: Date | null;
  teamIds: string[];
};

const teamIds = sql<
  string[]
>`array(select team_id from team_member where agent_id = agent.id order by team_id)`;

function agents(db: Kysely<DB>) {
  return db
    .selectFrom('agent')
    .select(['id', 'name', 'email', 'role', 'active', 'lastSeenAt'])
    .select(teamIds.as('teamIds'))
    .$narrowType<{ role: Role }>();
}

export async function allAgents(db: Kysely<DB>): Promise<AgentRow[]> {
  return agents(db).orderBy('name').orderBy('id').execute();
}

export async function findAgent(db: Kysely<DB>, id: string): Promise<AgentRow | undefined> {
  return agents(db).where('id', '=', id).executeTakeFirst();
}

export async function findAgentByEmail(db: Kysely<DB>, email: string): Promise<AgentRow | undefined> {
  return agents(db).where('email', '=', email).executeTakeFirst();
}

/** Lower case, as the table keeps them; those of people switched off are claimed by forgers, too. */
export async function allAgentAddresses(db: Kysely<DB>): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('agent').select('email').execute();
  return new Set(rows.map(({ email }) => email));
}

/** Null when the person has none; asked with null it costs the same and finds none. */
export async function passwordHashOf(db: Kysely<DB>, id: string | null): Promise<string | null> {
  const row = await db.selectFrom('agent').select('passwordHash').where('id', '=', id).executeTakeFirst();
  return row?.passwordHash ?? null;
}

/** @returns false when the address is taken. */
export async function insertAgent(
  tx: Tx,
  agent: { id: string; name: string; email: string; role: Role; createdAt: Date },
): Promise<boolean> {
  const row = await tx
    .insertInto('agent')
    .values(agent)
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function updateAgent(
  tx: Tx,
  id: string,
  change: { name?: string; email?: string; role?: Role; active?: boolean; passwordHash?: string },
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await tx.updateTable('agent').set(change).where('id', '=', id).execute();
}

/** Puts the person into exactly these teams. Ids that are no team are left out by the caller. */
export async function setTeams(tx: Tx, agentId: string, teams: readonly string[]): Promise<void> {
  await tx.deleteFrom('teamMember').where('agentId', '=', agentId).execute();
  if (teams.length === 0) return;
  await tx
    .insertInto('teamMember')
    .values(teams.map((teamId) => ({ teamId, agentId })))
    .execute();
}

/** Those of the ids that are teams. */
export async function existingTeams(db: Kysely<DB>, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('team').select('id').where('id', 'in', ids).execute();
  return rows.map((row) => row.id);
}

/** Locks all active admins, so that two changes at once cannot leave none; returns their ids. */
export async function lockActiveAdmins(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectFrom('agent')
    .select('id')
    .where('role', '=', 'admin')
    .where('active', '=', true)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => row.id);
}

export async function updateLastSeen(tx: Tx, id: string, lastSeenAt: Date): Promise<void> {
  await tx.updateTable('agent').set({ lastSeenAt }).where('id', '=', id).execute();
}
