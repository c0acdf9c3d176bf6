/** People and their addresses. */
import { sql } from 'kysely';
import type { Tx } from '#platform/database/transaction.ts';

export type PersonRef = {
  id: string;
  /** '' when nobody ever gave one. */
  name: string;
  /** As last written. */
  email: string;
};

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

/** Gives a name to a person who has none. */
export async function fillName(tx: Tx, id: string, name: string): Promise<void> {
  await tx.updateTable('person').set({ name }).where('id', '=', id).where('name', '=', '').execute();
}

/**
 * Makes person and address in one statement: the address decides a race, and the person is made only by who won it.
 * False when somebody else has the address.
 */
export async function insertPerson(
  tx: Tx,
  row: { id: string; brandId: string; address: string; shown: string; name: string },
): Promise<boolean> {
  const { rows } = await sql`
    with taken as (
      insert into person_address (brand_id, address, shown_address, person_id)
      values (${row.brandId}, ${row.address}, ${row.shown}, ${row.id})
      on conflict (brand_id, address) do nothing
      returning person_id
    )
    insert into person (id, brand_id, name)
    select person_id, ${row.brandId}::uuid, ${row.name} from taken
    returning id`.execute(tx);
  return rows.length > 0;
}

/** Adds an address unless somebody has it. */
export async function insertAddress(
  tx: Tx,
  row: { brandId: string; address: string; shownAddress: string; personId: string },
): Promise<void> {
  await tx
    .insertInto('personAddress')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
