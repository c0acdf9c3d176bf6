/** Sign-in with e-mail and password. */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { NamedError } from '#platform/named-error.ts';
import { verifyPassword } from '../passwords.ts';
import { type AgentRow, findAgentByEmail, passwordHashOf } from '../store/agents.ts';
import type { Throttle } from '../throttle.ts';
import { startSession } from './start-session.ts';

/**
 * Checks the password and opens a session. An unknown address, a person switched off, one without a password
 * and a wrong password take the same time and say the same. Not one transaction: a hash takes a quarter
 * second, and no connection waits for it.
 * Throws `wrong-credentials` and `too-many-requests`.
 */
export async function signIn(
  desk: Desk,
  throttle: Throttle,
  input: { email: string; password: string; address: string },
): Promise<{ agent: AgentRow; token: string }> {
  const email = input.email.trim().toLowerCase();
  await throttle.tryToSignIn(email, input.address);
  const agent = await findAgentByEmail(desk.db, email);
  const stored = await passwordHashOf(desk.db, agent?.id ?? null);
  const right = await verifyPassword(input.password, agent?.active ? stored : null);
  if (!right || !agent) {
    desk.log.info({ agentId: agent?.id ?? null }, 'a sign-in was refused');
    throw new NamedError('wrong-credentials', 'Check both and try again, or come in by a one-time link.');
  }
  const token = await inTransaction(desk, (tx) => startSession(tx, desk, agent.id));
  return { agent, token };
}
