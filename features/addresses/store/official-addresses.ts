/** SQL of `official_address` and `official_address_change`. */
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import type { Actor } from '#platform/permit/actor.ts';
import type { AddressRecord } from '../contract.ts';

export type AddressRow = AddressRecord & { id: string };

const purposeSchema = z.record(z.string(), z.string()).catch({});
const stateSchema = z.enum(['active', 'retired', 'never-ours']);

/** What the columns `before` and `after` hold. */
const recordSchema = z.object({
  address: z.string(),
  state: stateSchema,
  department: z.string().nullable(),
  purpose: purposeSchema,
  since: z.string().nullable(),
  until: z.string().nullable(),
  replacement: z.string().nullable(),
});

function rows(db: Kysely<DB>, brandId: string) {
  return (
    db
      .selectFrom('officialAddress')
      .select(['id', 'address', 'state', 'department', 'purpose', 'replacement'])
      // As text: a day has no time zone.
      .select([sql<string | null>`since::text`.as('since'), sql<string | null>`until::text`.as('until')])
      .where('brandId', '=', brandId)
  );
}

type Raw = Awaited<ReturnType<ReturnType<typeof rows>['executeTakeFirstOrThrow']>>;

function toRow(raw: Raw): AddressRow {
  return { ...raw, state: stateSchema.parse(raw.state), purpose: purposeSchema.parse(raw.purpose) };
}

/** In the order in which they were added: the profile puts the most important first. */
export async function registerRows(db: Kysely<DB>, brandId: string): Promise<AddressRow[]> {
  const found = await rows(db, brandId).orderBy('createdAt').orderBy('id').execute();
  return found.map(toRow);
}

/** Whoever changes the register takes turns, so that its cap and its names hold. Readers do not wait. */
export async function lockRegister(tx: Tx): Promise<void> {
  await sql`lock table official_address in share row exclusive mode`.execute(tx);
}

export async function findAddress(tx: Tx, brandId: string, id: string): Promise<AddressRow | null> {
  const raw = await rows(tx, brandId).where('id', '=', id).executeTakeFirst();
  return raw ? toRow(raw) : null;
}

export async function countAddresses(tx: Tx, brandId: string): Promise<number> {
  const row = await tx
    .selectFrom('officialAddress')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('brandId', '=', brandId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Writes a new address; false when the brand has it already. */
export async function insertAddress(
  tx: Tx,
  brandId: string,
  { purpose, ...row }: AddressRow,
  at: Date,
): Promise<boolean> {
  const made = await tx
    .insertInto('officialAddress')
    .values({ ...row, purpose: JSON.stringify(purpose), brandId, createdAt: at })
    .onConflict((conflict) => conflict.columns(['brandId', 'address']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

/** False when another address of the brand has this name already. */
export async function updateAddress(
  tx: Tx,
  brandId: string,
  { id, purpose, ...row }: AddressRow,
): Promise<boolean> {
  const taken = await tx
    .selectFrom('officialAddress')
    .select('id')
    .where('brandId', '=', brandId)
    .where('address', '=', row.address)
    .where('id', '!=', id)
    .executeTakeFirst();
  if (taken) return false;
  await tx
    .updateTable('officialAddress')
    .set({ ...row, purpose: JSON.stringify(purpose) })
    .where('id', '=', id)
    .execute();
  return true;
}

export async function recordChange(
  tx: Tx,
  change: { addressId: string; actor: Actor; before: AddressRecord | null; after: AddressRecord; at: Date },
): Promise<void> {
  const { addressId, actor, before, after, at } = change;
  await tx
    .insertInto('officialAddressChange')
    .values({
      id: newId(),
      addressId,
      at,
      actorKind: actor.kind,
      actorId: actor.kind === 'system' ? null : actor.id,
      actorName: actor.name,
      before: before === null ? null : JSON.stringify(before),
      after: JSON.stringify(after),
    })
    .execute();
}

export type Change = {
  id: string;
  at: Date;
  by: string;
  before: AddressRecord | null;
  after: AddressRecord;
};

/** Changes shown: an address changes a few times in its life. */
const shownChanges = 200;

/** Newest first; null when the brand has no such address. */
export async function changesOf(db: Kysely<DB>, brandId: string, id: string): Promise<Change[] | null> {
  const known = await rows(db, brandId).where('id', '=', id).executeTakeFirst();
  if (!known) return null;
  const found = await db
    .selectFrom('officialAddressChange')
    .select(['id', 'at', 'actorName', 'before', 'after'])
    .where('addressId', '=', id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(shownChanges)
    .execute();
  return found.map(({ actorName, before, after, ...row }) => ({
    ...row,
    by: actorName,
    before: before === null ? null : recordSchema.parse(before),
    after: recordSchema.parse(after),
  }));
}
