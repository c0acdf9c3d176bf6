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
  /** ISO 639-1 code of what they last wrote in; null until a mail was long enough to tell. */
  language: string | null;
};

type Address = { brandId: string; address: string };

/** Person behind a normal address, or null. */
export function findPerson(tx: Tx, brandId: string, address: string): Promise<PersonRef | null> {
  return askTogether(tx, findPeople, { brandId, address });
}

async function findPeople(tx: Tx, asked: readonly Address[]): Promise<(PersonRef | null)[]> {
  const { rows } = await sql<PersonRef & Address>`/* keep plan */
    select known.brand_id, known.address, person.id, person.name, known.shown_address as email, person.language
    from unnest(${asked.map((one) => one.brandId)}::uuid[], ${asked.map((one) => one.address)}::text[])
      as asked (brand_id, address)
    join person_address known on known.brand_id = asked.brand_id and known.address = asked.address
    join person on person.id = known.person_id`.execute(tx);
  return asked.map(({ brandId, address }) => {
    const row = rows.find((one) => one.brandId === brandId && one.address === address);
    return row ? { id: row.id, name: row.name, email: row.email, language: row.language } : null;
  });
}

type Spoken = { id: string; language: string };

/** Remembers what a person last wrote in. */
export function noteLanguage(tx: Tx, id: string, language: string): Promise<void> {
  return askTogether(tx, noteLanguages, { id, language });
}

async function noteLanguages(tx: Tx, all: readonly Spoken[]): Promise<undefined[]> {
  // Whoever wrote twice in one batch: the later mail counts. In the order of ids, or two batches could wait for each other.
  const last = new Map(all.map(({ id, language }) => [id, language]));
  const rows = [...last].map(([id, language]) => ({ id, language })).sort((a, b) => (a.id < b.id ? -1 : 1));
  await sql`/* keep plan */
    with given as materialized (
      select person.id, g.language from json_to_recordset(${jsonRows(rows)}::json) as g (id uuid, language text)
      join person on person.id = g.id order by person.id for update of person
    )
    update person set language = given.language from given where person.id = given.id`.execute(tx);
  return all.map(() => undefined);
}

/** Gives a name to a person who has none. */
export async function fillName(tx: Tx, id: string, name: string): Promise<void> {
  await tx.updateTable('person').set({ name }).where('id', '=', id).where('name', '=', '').execute();
}

type NewPerson = Address & { id: string; shown: string; name: string; language: string | null };

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
        as p (id uuid, "brandId" uuid, address text, shown text, name text, language text)
    ), taken as (
      insert into person_address (brand_id, address, shown_address, person_id)
      select "brandId", address, shown, id from made
      on conflict (brand_id, address) do nothing
      returning person_id
    )
    insert into person (id, brand_id, name, language)
    select made.id, made."brandId", made.name, made.language from made join taken on taken.person_id = made.id
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
