/** A new desk has nobody who could sign in; then an admin is made, and `start` prints a link for them. */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { allAgents, insertAgent, lockActiveAdmins } from '../store/agents.ts';

/** Nobody's mailbox (RFC 6761 keeps .localhost for this machine): the first admin comes by the printed link and enters their own address then. */
export const placeholderAdminEmail = 'admin@desk.localhost';

/** @returns the id of an active admin: the first one, made when the desk has none. */
export async function ensureFirstAdmin(tx: Tx, desk: Desk): Promise<string> {
  const [first] = await lockActiveAdmins(tx);
  if (first !== undefined) return first;
  const id = newId();
  const made = await insertAgent(tx, {
    id,
    name: 'Admin',
    email: placeholderAdminEmail,
    role: 'admin',
    createdAt: desk.clock.now(),
  });
  if (made) return id;
  // Another process was first between the two statements.
  const winner = (await allAgents(tx)).find((agent) => agent.email === placeholderAdminEmail);
  if (!winner?.active)
    throw new Error('The desk has no active admin. Use "posthaste user reset" to get one back.');
  return winner.id;
}

/** True when nobody has ever signed in: the printed screen then greets a newcomer. */
export async function nobodyHasSignedIn(desk: Desk): Promise<boolean> {
  return (await allAgents(desk.db)).every((agent) => agent.lastSeenAt === null);
}
