/** Make an API key. */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { newId } from '#platform/ids.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { refuseBeyond } from '../refuse-beyond.ts';
import type { Role } from '../rules/roles.ts';
import { type ApiKeyRow, insertKey } from '../store/api-keys.ts';
import { newApiKey } from '../tokens.ts';

export type NewKey = { name: string; role: Role; scopes: readonly string[]; expiresAt: Date | null };

/** @returns the key's row and the key itself, which nobody can see again. */
export async function createApiKey(
  tx: Tx,
  desk: Desk,
  actor: Actor,
  input: NewKey,
): Promise<{ row: ApiKeyRow; key: string }> {
  permit(actor, 'access:manage');
  const scopes = [...new Set(input.scopes)].sort();
  const granted = desk.permissions.granted(input.role, scopes);
  const useless = scopes.filter((scope) => !granted.has(scope));
  if (useless.length > 0) {
    const sentence = `The role ${input.role} does not have: ${useless.join(', ')}.`;
    throw new NamedError('invalid-request', sentence, { scopes: sentence });
  }
  const at = desk.clock.now();
  if (input.expiresAt !== null && input.expiresAt <= at) {
    throw new NamedError('invalid-request', 'The key would have expired already.', {
      expiresAt: 'in the past',
    });
  }
  refuseBeyond(actor, granted);
  const { key, prefix, hash } = newApiKey();
  const id = newId();
  const { name, role, expiresAt } = input;
  await insertKey(tx, { id, name, prefix, keyHash: hash, role, scopes, createdAt: at, expiresAt });
  await appendEvent(tx, {
    brandId: desk.brand.id,
    ticketId: null,
    kind: 'key-made',
    actor,
    data: { keyId: id, name, role, scopes },
    at,
  });
  return { row: { id, name, prefix, role, scopes, createdAt: at, lastUsedAt: null, expiresAt }, key };
}
