/** Add and change addresses of the register. */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import type { AddressInput, AddressRecord, UnknownRecipients } from '../contract.ts';
import { addressLimits } from '../limits.ts';
import {
  type AddressRow,
  countAddresses,
  findAddress,
  insertAddress,
  lockRegister,
  recordChange,
  updateAddress,
} from '../store/official-addresses.ts';
import { keepUnknownRecipients } from '../store/unknown-recipients.ts';

type Parts = Pick<Desk, 'brand' | 'profile' | 'clock'>;

/** Throws `address-listed` and `invalid-request`. */
export async function addAddress(
  tx: Tx,
  desk: Parts,
  actor: Actor,
  input: AddressInput,
): Promise<AddressRow> {
  permit(actor, 'address:manage');
  const after = checked(desk, input);
  await lockRegister(tx);
  if ((await countAddresses(tx, desk.brand.id)) >= addressLimits.register) {
    throw new NamedError(
      'invalid-request',
      `The register holds at most ${addressLimits.register} addresses.`,
    );
  }
  const row = { id: newId(), ...after };
  const at = desk.clock.now();
  if (!(await insertAddress(tx, desk.brand.id, row, at))) throw listed(input.address);
  await recordChange(tx, { addressId: row.id, actor, before: null, after, at });
  return row;
}

/** Throws `address-not-found`, `address-listed` and `invalid-request`. */
export async function changeAddress(
  tx: Tx,
  desk: Parts,
  actor: Actor,
  id: string,
  input: AddressInput,
): Promise<AddressRow> {
  permit(actor, 'address:manage');
  await lockRegister(tx);
  const known = await findAddress(tx, desk.brand.id, id);
  if (!known) throw new NamedError('address-not-found', 'No address of the register has this id.');
  const { id: _id, ...before } = known;
  const after = checked(desk, input);
  const row = { id, ...after };
  if (!(await updateAddress(tx, desk.brand.id, row))) throw listed(input.address);
  await recordChange(tx, { addressId: id, actor, before, after, at: desk.clock.now() });
  return row;
}

/** What becomes of mail to addresses at our domains that nobody has. */
export async function setUnknownRecipients(
  tx: Tx,
  desk: Parts,
  actor: Actor,
  handling: UnknownRecipients,
): Promise<void> {
  permit(actor, 'address:manage');
  await keepUnknownRecipients(tx, handling, desk.clock.now());
}

function listed(address: string): NamedError {
  return new NamedError('address-listed', `${address} is in the register. Change it there.`);
}

/** One field at a time: the form shows the sentence beside it. */
function checked({ profile }: Parts, input: AddressInput): AddressRecord {
  const refuse = (field: string, sentence: string): never => {
    throw new NamedError('invalid-request', sentence, { [field]: sentence });
  };
  const { state, since, until, replacement, department } = input;
  if (department !== null && !profile.departments.some((one) => one.id === department))
    refuse('department', 'Choose one of the departments of this desk.');
  if (state === 'active' && replacement !== null)
    refuse('replacement', 'An active address needs no other one. Leave this empty.');
  if (state !== 'active' && replacement === null)
    refuse('replacement', 'Say which address people should use instead.');
  if (replacement === input.address) refuse('replacement', 'This is the same address.');
  if (since !== null && until !== null && until < since) refuse('until', 'This is before the first day.');
  const purpose = Object.fromEntries(Object.entries(input.purpose).filter(([, words]) => words !== ''));
  for (const language of Object.keys(purpose)) {
    if (!profile.languages.offered.includes(language))
      refuse(`purpose.${language}`, 'This desk does not write this language.');
  }
  return { ...input, purpose };
}
