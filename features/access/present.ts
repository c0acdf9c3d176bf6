/** Rows of access as the API shows them. */
import type { Desk } from '#features/workspace/index.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import type { Agent, ApiKey, Me } from './contract.ts';
import { type Role, roles } from './rules/roles.ts';
import { type AgentRow, passwordHashOf } from './store/agents.ts';
import type { ApiKeyRow } from './store/api-keys.ts';

export function showAgent(row: AgentRow): Agent {
  const { id, name, email, role, teamIds, active } = row;
  return { id, name, email, role, teamIds, active, lastSeenAt: row.lastSeenAt?.toISOString() ?? null };
}

export function showKey(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    role: row.role,
    scopes: row.scopes,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  };
}

/** Who signed in just now. */
export async function showSignedIn(desk: Desk, agent: AgentRow): Promise<Me> {
  const { id, name, email, role, teamIds } = agent;
  const permissions = [...desk.permissions.granted(role)].sort();
  const hasPassword = (await passwordHashOf(desk.db, id)) !== null;
  return { id, name, email, role, teamIds, permissions, hasPassword };
}

/** Who calls; a key has no address, no teams and no password. */
export async function showMe(desk: Desk, actor: Actor): Promise<Me> {
  if (actor.kind !== 'agent' && actor.kind !== 'key') {
    throw new NamedError('not-allowed', 'Only people and keys of this desk have an account.');
  }
  const { id, name } = actor;
  const role = toRole(actor.role);
  const permissions = [...actor.permissions].sort();
  if (actor.kind === 'key')
    return { id, name, email: '', role, teamIds: [], permissions, hasPassword: false };
  const hasPassword = (await passwordHashOf(desk.db, id)) !== null;
  return { id, name, email: actor.email, role, teamIds: [...actor.teamIds], permissions, hasPassword };
}

function toRole(text: string): Role {
  const role = roles.find((candidate) => candidate === text);
  if (!role) throw new Error(`Unknown role ${text}`);
  return role;
}
