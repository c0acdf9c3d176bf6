/** Mail to an address from which mail comes back is sent only when a person says so. */
import { addressStates } from '#features/people/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { NamedError } from '#platform/named-error.ts';

/** Throws `address-needs-confirm` when mail to one of these addresses comes back. */
export async function refuseDead(
  tx: Tx,
  desk: Pick<Desk, 'brand' | 'clock'>,
  recipients: readonly { address: string }[],
): Promise<void> {
  const states = await addressStates(tx, {
    brandId: desk.brand.id,
    addresses: recipients.map(({ address }) => address),
    now: desk.clock.now(),
  });
  const dead = states.filter(({ state }) => state === 'dead');
  if (dead.length === 0) return;
  throw new NamedError(
    'address-needs-confirm',
    `${dead.map(({ address, reason }) => `Mail to ${address} comes back. ${reason}`).join(' ')} Confirm to send it all the same.`,
    Object.fromEntries(dead.map(({ address, reason }) => [address, reason])),
  );
}
