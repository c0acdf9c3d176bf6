/** People and their addresses. */
import { sql } from 'kysely';
import { askTogether } from '#platform/database/ask-together.ts';
import { jsonRows } from '#platform/database/json-rows.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type PersonRef = {
  id: string;
  /** '' when nobody ever gave one. */
  name: string;
  /** As last written. */
  email: string;
};

type Address = { brandId: string; address: string };

/** Person behind a normal address, or null. */
export function findPerson(tx: Tx, brandId: string, address: string): Promise<PersonRef | null> {
  return askTogether(tx, findPeople, { brandId, address });
}

async function findPeople(tx: Tx, asked: readonly Address[]): Promise<(PersonRef | null)[]> {
  const { rows } = await sql<PersonRef & Address>`/* keep plan */
    select known.brand_id, known.address, person.id, person.name, known.shown_address as email
    from unnest(${asked.map((one) => one.brandId)}::uuid[], ${asked.map((one) => one.address)}::text[])
      as asked (brand_id, address)
    join person_address known on known.brand_id = asked.brand_id and known.address = asked.address
    join person on person.id = known.person_id`.execute(tx);
  return asked.map(({ brandId, address }) => {
    const row = rows.find((one) => one.brandId === brandId && one.address === address);
    return row ? { id: row.id, name: row.name, email: row.email } : null;
  });
}

/** Gives a name to a person who has none. */
export async function fillName(tx: Tx, id: string, name: string): Promise<void> {
  await tx.updateTable('person').set({ name }).where('id', '=', id).where('name', '=', '').execute();
}

type NewPerson = Address & { id: string; shown: string; name: string };

/**
 * Makes person and address in one statement: the address decides a race, and the person is made only by who won it.
 * False when somebody else has the address.
 */
export function insertPerson(tx: Tx, row: NewPerson): Promise<boolean> {
  return askTogether(tx, insertPeople, row);
}

async function insertPeople(tx: Tx, people: readonly NewPerson[]): Promise<boolean[]> {
  const { rows } = await sql<{ id: string }>`/* keep plan */
    with made as (
      select * from json_to_recordset(${jsonRows(people)}::json)
        as p (id uuid, "brandId" uuid, address text, shown text, name text)
    ), taken as (
      insert into person_address (brand_id, address, shown_address, person_id)
      select "brandId", address, shown, id from made
      on conflict (brand_id, address) do nothing
      returning person_id
    )
    insert into person (id, brand_id, name)
    select made.id, made."brandId", made.name from made join taken on taken.person_id = made.id
    returning id`.execute(tx);
  const written = new Set(rows.map((row) => row.id));
  return people.map((one) => written.has(one.id));
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
