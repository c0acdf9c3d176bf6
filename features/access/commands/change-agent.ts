/** Change name, role or teams of a person, or switch them off. */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { followAgent } from '../after-change.ts';
import { refuseBeyond } from '../refuse-beyond.ts';
import {
  type AgentRow,
  findAgent,
  findAgentByEmail,
  lockActiveAdmins,
  setTeams,
  updateAgent,
} from '../store/agents.ts';
import { deleteLinksOf, deleteSessionsOf } from '../store/sessions.ts';
import { knownTeams, type NewAgent } from './create-agent.ts';

/** Only what is given is changed. */
export type AgentChange = {
  [K in keyof NewAgent | 'active']?: (NewAgent & { active: boolean })[K] | undefined;
};

/**
 * Somebody switched off loses sessions and links at once, and is out everywhere within seconds.
 * Throws `agent-not-found`, `email-taken`, `last-admin`, `not-allowed`.
 */
export async function changeAgent(
  tx: Tx,
  desk: Desk,
  actor: Actor,
  id: string,
  change: AgentChange,
): Promise<AgentRow> {
  permit(actor, 'access:manage');
  // Taken before reading, so that two admins who switch each other off at once do not both succeed.
  const admins = await lockActiveAdmins(tx);
  const before = await findAgent(tx, id);
  if (!before) throw new NamedError('agent-not-found', 'Nobody on this desk has this id.');
  // Whoever may not give a role may not take it away or take over its address either.
  refuseBeyond(actor, desk.permissions.granted(before.role));
  if (change.role !== undefined) refuseBeyond(actor, desk.permissions.granted(change.role));
  const losesAdmin = change.active === false || (change.role !== undefined && change.role !== 'admin');
  if (losesAdmin && admins.length === 1 && admins[0] === id) {
    throw new NamedError('last-admin', 'Make somebody else an admin first. Nothing was changed.');
  }
  const email = change.email?.trim().toLowerCase();
  await refuseTakenEmail(tx, id, email);
  await updateAgent(tx, id, {
    ...(change.name === undefined ? {} : { name: change.name.trim() }),
    ...(email === undefined ? {} : { email }),
    ...(change.role === undefined ? {} : { role: change.role }),
    ...(change.active === undefined ? {} : { active: change.active }),
  });
  if (change.teamIds !== undefined) await setTeams(tx, id, await knownTeams(tx, change.teamIds));
  if (change.active === false) await deleteSessionsOf(tx, id, null);
  // A link on its way to the old address must not sign in under the new one.
  if (change.active === false || (email !== undefined && email !== before.email)) await deleteLinksOf(tx, id);
  await appendEvent(tx, {
    brandId: desk.brand.id,
    ticketId: null,
    kind: 'agent-changed',
    actor,
    data: { agentId: id, changed: Object.keys(change), role: change.role ?? before.role },
    at: desk.clock.now(),
  });
  await followAgent(tx, id);
  const after = await findAgent(tx, id);
  if (!after) throw new Error('A person just changed is not there');
  return after;
}

async function refuseTakenEmail(tx: Tx, id: string, email: string | undefined): Promise<void> {
  if (email === undefined) return;
  const other = await findAgentByEmail(tx, email);
  if (other && other.id !== id) throw new NamedError('email-taken', `${email} already works on this desk.`);
}
