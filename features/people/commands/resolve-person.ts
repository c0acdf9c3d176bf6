/** The person behind an address: found, or made. */
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { normalAddress } from '../rules/normal-address.ts';
import { fillName, findPerson, insertPerson, noteLanguage, type PersonRef } from '../store/person-rows.ts';

/** Longer display names are cut: nobody is called that, and lists have to show it. */
const longestName = 200;

/** The address cannot be one a person writes from; callers check with `normalAddress` first. */
export class NotAnAddress extends Error {
  override readonly name = 'NotAnAddress';
}

/**
 * Finds the person behind `address`, or makes one. Two transactions that see a new address at the same time end
 * with one person: the second waits for the first one's address row and takes its person.
 * A name fills an empty one; `language`, the one they have just written in, is remembered. Throws `NotAnAddress`.
 */
export async function resolvePerson(
  tx: Tx,
  input: { brandId: string; address: string; name: string; language?: string | null },
): Promise<PersonRef> {
  const address = normalAddress(input.address);
  if (address === '') throw new NotAnAddress('This is not a mail address.');
  const name = input.name.replaceAll('\0', '').toWellFormed().trim().slice(0, longestName);
  const language = input.language ?? null;
  const known = await findPerson(tx, input.brandId, address);
  if (!known) {
    const shown = shownAddress(input.address);
    return makePerson(tx, { brandId: input.brandId, address, shown, name, language });
  }
  const person = { ...known, name: known.name || name, language: language ?? known.language };
  await Promise.all([
    person.name === known.name ? null : fillName(tx, known.id, name),
    person.language === known.language || language === null ? null : noteLanguage(tx, known.id, language),
  ]);
  return person;
}

async function makePerson(
  tx: Tx,
  input: { brandId: string; address: string; shown: string; name: string; language: string | null },
): Promise<PersonRef> {
  const id = newId();
  if (await insertPerson(tx, { ...input, id }))
    return { id, name: input.name, email: input.shown, language: input.language };
  const winner = await findPerson(tx, input.brandId, input.address);
  if (!winner) throw new Error('The address was taken by a person who then vanished');
  return winner;
}

function shownAddress(address: string): string {
  return address.trim().replace(/^<|>$/g, '');
}
