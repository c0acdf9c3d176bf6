/** One-time sign-in links: printed, handed over by an admin, or mailed on request. */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newToken } from '#platform/ids.ts';
import { signInLinkPath } from '../contract.ts';
import { accessLimits } from '../limits.ts';
import { type AgentRow, findAgentByEmail } from '../store/agents.ts';
import { insertLink } from '../store/sessions.ts';
import { hashToken } from '../tokens.ts';

/** A link that signs this person in once, within 24 hours. The link itself is kept nowhere. */
export async function issueSignInLink(
  tx: Tx,
  desk: Desk,
  agentId: string,
  lifetimeMs: number = accessLimits.handedLinkMs,
): Promise<string> {
  const token = newToken();
  const now = desk.clock.now();
  await insertLink(tx, {
    tokenHash: hashToken(token),
    agentId,
    createdAt: now,
    expiresAt: new Date(now.getTime() + lifetimeMs),
  });
  return `${desk.settings.publicUrl}${signInLinkPath(token)}`;
}

/**
 * For the job `access.mail-sign-in-link`: the person with this address and a link of 30 minutes, or null when nobody
 * who may sign in has it; then no mail is sent.
 */
export async function makeMailedSignInLink(
  tx: Tx,
  desk: Desk,
  email: string,
): Promise<{ agent: AgentRow; link: string; minutes: number } | null> {
  const agent = await findAgentByEmail(tx, email.trim().toLowerCase());
  if (!agent?.active) return null;
  const link = await issueSignInLink(tx, desk, agent.id, accessLimits.mailedLinkMs);
  return { agent, link, minutes: accessLimits.mailedLinkMs / 60_000 };
}
