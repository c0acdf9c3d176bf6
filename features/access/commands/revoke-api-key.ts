/** Revoke an API key. */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { markRevoked } from '../store/api-keys.ts';

/** The key stops working within seconds, everywhere. Throws `key-not-found`. */
export async function revokeApiKey(tx: Tx, desk: Desk, actor: Actor, id: string): Promise<void> {
  permit(actor, 'access:manage');
  const at = desk.clock.now();
  const name = await markRevoked(tx, id, at);
  if (name === undefined) throw new NamedError('key-not-found', 'No key in use has this id.');
  await appendEvent(tx, {
    brandId: desk.brand.id,
    ticketId: null,
    kind: 'key-revoked',
    actor,
    data: { keyId: id, name },
    at,
  });
}
