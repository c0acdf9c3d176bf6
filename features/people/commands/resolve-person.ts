/** The person behind an address: found, or made. */
import { sql } from 'kysely';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { normalAddress } from '../rules/normal-address.ts';

/** Longer display names are cut: nobody is called that, and lists have to show it. */
const longestName = 200;

export type PersonRef = {
  id: string;
  /** '' when nobody ever gave one. */
  name: string;
  /** As last written. */
  email: string;
};

/** The address cannot be one a person writes from; callers check with `normalAddress` first. */
export class NotAnAddress extends Error {
  override readonly name = 'NotAnAddress';
}

/**
 * Finds the person behind `address`, or makes one. Two transactions that see a new address at the same time end
 * with one person: the second waits for the first one's address row and takes its person.
 * A name fills an empty one. Throws `NotAnAddress`.
 */
export async function resolvePerson(
  tx: Tx,
  input: { brandId: string; address: string; name: string },
): Promise<PersonRef> {
  const address = normalAddress(input.address);
  if (address === '') throw new NotAnAddress('This is not a mail address.');
  const name = input.name.replaceAll('\0', '').toWellFormed().trim().slice(0, longestName);
  const known = await findPerson(tx, input.brandId, address);
  if (known) {
    if (known.name !== '' || name === '') return known;
    await tx.updateTable('person').set({ name }).where('id', '=', known.id).where('name', '=', '').execute();
    return { ...known, name };
  }
  return makePerson(tx, { brandId: input.brandId, address, shown: shownAddress(input.address), name });
}

/** Person behind a normal address, or null. */
export async function findPerson(tx: Tx, brandId: string, address: string): Promise<PersonRef | null> {
  const row = await tx
    .selectFrom('personAddress')
    .innerJoin('person', 'person.id', 'personAddress.personId')
    .select(['person.id', 'person.name', 'personAddress.shownAddress as email'])
    .where('personAddress.brandId', '=', brandId)
    .where('personAddress.address', '=', address)
    .executeTakeFirst();
  return row ?? null;
}

async function makePerson(
  tx: Tx,
  input: { brandId: string; address: string; shown: string; name: string },
): Promise<PersonRef> {
  const id = newId();
  // The address decides the race; the person is made only by who won it, in the same statement.
  const { rows } = await sql<{ personId: string }>`
    with taken as (
      insert into person_address (brand_id, address, shown_address, person_id)
      values (${input.brandId}, ${input.address}, ${input.shown}, ${id})
      on conflict (brand_id, address) do nothing
      returning person_id
    )
    insert into person (id, brand_id, name)
    select person_id, ${input.brandId}::uuid, ${input.name} from taken
    returning id as person_id`.execute(tx);
  if (rows.length > 0) return { id, name: input.name, email: input.shown };
  const winner = await findPerson(tx, input.brandId, input.address);
  if (!winner) throw new Error('The address was taken by a person who then vanished');
  return winner;
}

function shownAddress(address: string): string {
  return address.trim().replace(/^<|>$/g, '');
}
