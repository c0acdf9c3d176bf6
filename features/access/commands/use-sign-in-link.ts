/** Sign-in with a one-time link. */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { NamedError } from '#platform/named-error.ts';
import { type AgentRow, findAgent } from '../store/agents.ts';
import { consumeLink } from '../store/sessions.ts';
import { hashToken } from '../tokens.ts';
import { startSession } from './start-session.ts';

/** Uses the link up and opens a session. Throws `link-not-valid` for every reason alike. */
export async function useSignInLink(
  tx: Tx,
  desk: Desk,
  linkToken: string,
): Promise<{ agent: AgentRow; token: string }> {
  const agentId = await consumeLink(tx, hashToken(linkToken), desk.clock.now());
  const agent = agentId === undefined ? undefined : await findAgent(tx, agentId);
  if (!agent?.active) {
    throw new NamedError('link-not-valid', 'Ask for a new link on the sign-in page, or from an admin.');
  }
  return { agent, token: await startSession(tx, desk, agent.id) };
}
