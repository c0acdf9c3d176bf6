/** Invite a person. */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { newId } from '#platform/ids.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { refuseBeyond } from '../refuse-beyond.ts';
import type { Role } from '../rules/roles.ts';
import { type AgentRow, existingTeams, findAgent, insertAgent, setTeams } from '../store/agents.ts';
import { issueSignInLink } from './issue-sign-in-link.ts';

export type NewAgent = { name: string; email: string; role: Role; teamIds: readonly string[] };

/** @returns the person and a one-time link for them. Throws `email-taken` and `not-allowed`. */
export async function createAgent(
  tx: Tx,
  desk: Desk,
  actor: Actor,
  input: NewAgent,
): Promise<{ agent: AgentRow; signInLink: string }> {
  permit(actor, 'access:manage');
  refuseBeyond(actor, desk.permissions.granted(input.role));
  const id = newId();
  const at = desk.clock.now();
  const email = input.email.trim().toLowerCase();
  const made = await insertAgent(tx, { id, name: input.name.trim(), email, role: input.role, createdAt: at });
  if (!made) throw new NamedError('email-taken', `${email} already works on this desk.`);
  await setTeams(tx, id, await knownTeams(tx, input.teamIds));
  await appendEvent(tx, {
    brandId: desk.brand.id,
    ticketId: null,
    kind: 'agent-invited',
    actor,
    data: { agentId: id, role: input.role },
    at,
  });
  const signInLink = await issueSignInLink(tx, desk, id);
  const agent = await findAgent(tx, id);
  if (!agent) throw new Error('A person just written is not there');
  return { agent, signInLink };
}

/** The ids, each once. Throws `invalid-request` when one is no team. */
export async function knownTeams(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(ids)];
  const known = await existingTeams(tx, wanted);
  if (known.length !== wanted.length) {
    throw new NamedError('invalid-request', 'One of the teams does not exist.', {
      teamIds: 'One of these is no team of this desk.',
    });
  }
  return known;
}
