import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { beyond } from './rules/grants.ts';

/** Throws `not-allowed` when the actor would hand out a permission it does not have itself. */
export function refuseBeyond(actor: Actor, wanted: ReadonlySet<string>): void {
  if (actor.kind === 'system') return;
  const own = actor.kind === 'customer' ? new Set<string>() : actor.permissions;
  const missing = beyond(own, wanted);
  if (missing.length === 0) return;
  const list = missing.slice(0, 5).join(', ');
  throw new NamedError('not-allowed', `Nobody can give more than they have; you do not have: ${list}.`);
}
