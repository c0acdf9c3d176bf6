/** SQL of `session` and `sign_in_link`. Tokens come in as hashes. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Role } from '../rules/roles.ts';

export async function insertSession(
  tx: Tx,
  session: { tokenHash: string; agentId: string; createdAt: Date; expiresAt: Date; lastSeenAt: Date },
): Promise<void> {
  await tx.insertInto('session').values(session).execute();
}

export type SessionRow = {
  agentId: string;
  name: string;
  email: string;
  role: Role;
  teamIds: string[];
  lastSeenAt: Date;
  expiresAt: Date;
};

/** The session with its person; nothing when it has ended or the person is switched off. */
export async function findSession(
  db: Kysely<DB>,
  tokenHash: string,
  now: Date,
): Promise<SessionRow | undefined> {
  return db
    .selectFrom('session')
    .innerJoin('agent', 'agent.id', 'session.agentId')
    .select(['agent.id as agentId', 'agent.name', 'agent.email', 'agent.role'])
    .select(['session.lastSeenAt', 'session.expiresAt'])
    .select(sql<string[]>`array(select team_id from team_member where agent_id = agent.id)`.as('teamIds'))
    .$narrowType<{ role: Role }>()
    .where('session.tokenHash', '=', tokenHash)
    .where('session.expiresAt', '>', now)
    .where('agent.active', '=', true)
    .executeTakeFirst();
}

export async function touchSession(
  db: Kysely<DB>,
  tokenHash: string,
  agentId: string,
  lastSeenAt: Date,
  expiresAt: Date,
): Promise<void> {
  await db.updateTable('session').set({ lastSeenAt, expiresAt }).where('tokenHash', '=', tokenHash).execute();
  await db.updateTable('agent').set({ lastSeenAt }).where('id', '=', agentId).execute();
}

export async function deleteSession(tx: Tx, tokenHash: string): Promise<void> {
  await tx.deleteFrom('session').where('tokenHash', '=', tokenHash).execute();
}

/** Ends a person's sessions, all but the one given. */
export async function deleteSessionsOf(tx: Tx, agentId: string, except: string | null): Promise<void> {
  await tx
    .deleteFrom('session')
    .where('agentId', '=', agentId)
    .$if(except !== null, (query) => query.where('tokenHash', '!=', except ?? ''))
    .execute();
}

export async function insertLink(
  tx: Tx,
  link: { tokenHash: string; agentId: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await tx.insertInto('signInLink').values(link).execute();
}

/** Uses the link up; the id of its person, or nothing when it was used, has expired, or never was. */
export async function consumeLink(tx: Tx, tokenHash: string, now: Date): Promise<string | undefined> {
  const row = await tx
    .updateTable('signInLink')
    .set({ usedAt: now })
    .where('tokenHash', '=', tokenHash)
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .returning('agentId')
    .executeTakeFirst();
  return row?.agentId;
}

/** Links not yet used stop working. */
export async function deleteLinksOf(tx: Tx, agentId: string): Promise<void> {
  await tx.deleteFrom('signInLink').where('agentId', '=', agentId).where('usedAt', 'is', null).execute();
}

/** Removes what has ended. Cheap, and done at each sign-in, so nothing piles up. */
export async function deleteEnded(tx: Tx, now: Date): Promise<void> {
  await tx.deleteFrom('session').where('expiresAt', '<=', now).execute();
  await tx.deleteFrom('signInLink').where('expiresAt', '<=', now).execute();
}
