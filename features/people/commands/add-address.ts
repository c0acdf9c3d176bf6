/** Another address for a person we know. */
import type { Tx } from '#platform/database/transaction.ts';
import { NamedError } from '#platform/named-error.ts';
import { normalAddress } from '../rules/normal-address.ts';
import { findPerson, insertAddress } from '../store/person-rows.ts';

/**
 * Adds an address to a person; adding it again is fine.
 * Throws `address-of-another` when somebody else has it, `invalid-request` when it is not an address.
 */
export async function addAddress(
  tx: Tx,
  input: { brandId: string; personId: string; address: string },
): Promise<void> {
  const address = normalAddress(input.address);
  if (address === '') throw new NamedError('invalid-request', 'This is not a mail address.');
  await insertAddress(tx, {
    brandId: input.brandId,
    address,
    shownAddress: input.address.trim(),
    personId: input.personId,
  });
  const owner = await findPerson(tx, input.brandId, address);
  if (owner?.id !== input.personId) {
    throw new NamedError('address-of-another', 'This address belongs to another person already.');
  }
}
