/** Opens a session for a person who has just proven who they are. */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newToken } from '#platform/ids.ts';
import { followAgent } from '../after-change.ts';
import { accessLimits } from '../limits.ts';
import { updateLastSeen } from '../store/agents.ts';
import { deleteEnded, insertSession } from '../store/sessions.ts';
import { hashToken } from '../tokens.ts';

/** @returns the token for the cookie; it is kept nowhere else. */
export async function startSession(tx: Tx, desk: Desk, agentId: string): Promise<string> {
  const token = newToken();
  const now = desk.clock.now();
  await deleteEnded(tx, now);
  await insertSession(tx, {
    tokenHash: hashToken(token),
    agentId,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + accessLimits.sessionMs),
  });
  await updateLastSeen(tx, agentId, now);
  await followAgent(tx, agentId);
  return token;
}
