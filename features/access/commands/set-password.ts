/** Set or change one's own password. */
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { NamedError } from '#platform/named-error.ts';
import type { AgentActor } from '#platform/permit/actor.ts';
import { hashPassword, verifyPassword } from '../passwords.ts';
import { weaknessOf } from '../rules/password-strength.ts';
import { passwordHashOf, updateAgent } from '../store/agents.ts';
import { deleteLinksOf, deleteSessionsOf } from '../store/sessions.ts';
import type { Throttle } from '../throttle.ts';
import { hashToken } from '../tokens.ts';

/**
 * Changes the password and ends the person's other sessions and unused links. Who has a password must give it;
 * who came by a one-time link and has none yet need not.
 * Throws `wrong-credentials`, `password-too-weak`, `too-many-requests`.
 */
export async function setPassword(
  desk: Desk,
  throttle: Throttle,
  actor: AgentActor,
  input: { current: string | undefined; next: string; sessionToken: string | null; address: string },
): Promise<void> {
  const weakness = weaknessOf(input.next, [actor.name, actor.email, desk.brand.name]);
  if (weakness) throw new NamedError('password-too-weak', weakness, { next: weakness });
  const stored = await passwordHashOf(desk.db, actor.id);
  if (stored !== null) {
    await throttle.tryToSignIn(actor.email, input.address);
    if (!(await verifyPassword(input.current ?? '', stored))) {
      throw new NamedError('wrong-credentials', 'The current password is not right. Nothing was changed.');
    }
  }
  const passwordHash = await hashPassword(input.next);
  await inTransaction(desk, async (tx) => {
    await updateAgent(tx, actor.id, { passwordHash });
    await deleteSessionsOf(tx, actor.id, input.sessionToken === null ? null : hashToken(input.sessionToken));
    await deleteLinksOf(tx, actor.id);
    await appendEvent(tx, {
      brandId: desk.brand.id,
      ticketId: null,
      kind: 'password-changed',
      actor,
      at: desk.clock.now(),
    });
  });
}
