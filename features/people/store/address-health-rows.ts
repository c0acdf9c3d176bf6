/** The tables `address_health` and `address_report`. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';

export type HealthRow = {
  address: string;
  score: number;
  scoredAt: Date;
  reason: string;
  acceptedAt: Date | null;
  complainedAt: Date | null;
};

const columns = ['address', 'score', 'scoredAt', 'reason', 'acceptedAt', 'complainedAt'] as const;

/** Health of these normal addresses; one never in trouble has no entry. */
export async function findHealth(
  db: Kysely<DB>,
  brandId: string,
  addresses: readonly string[],
): Promise<HealthRow[]> {
  if (addresses.length === 0) return [];
  return db
    .selectFrom('addressHealth')
    .select(columns)
    .where('brandId', '=', brandId)
    .where('address', 'in', [...addresses])
    .execute();
}

/** The row of an address, made when it is missing, and locked: two reports at once count both. */
export async function lockHealth(tx: Tx, brandId: string, address: string, now: Date): Promise<HealthRow> {
  await tx
    .insertInto('addressHealth')
    .values({ brandId, address, scoredAt: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return tx
    .selectFrom('addressHealth')
    .select(columns)
    .where('brandId', '=', brandId)
    .where('address', '=', address)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function setHealth(
  tx: Tx,
  brandId: string,
  address: string,
  set: {
    score?: number;
    scoredAt?: Date;
    reason?: string;
    acceptedAt?: Date | null;
    complainedAt?: Date | null;
  },
): Promise<void> {
  await tx
    .updateTable('addressHealth')
    .set(set)
    .where('brandId', '=', brandId)
    .where('address', '=', address)
    .execute();
}

/** The relay took a mail for these addresses: the first one after a failure is remembered. */
export async function markAccepted(
  tx: Tx,
  brandId: string,
  addresses: readonly string[],
  at: Date,
): Promise<void> {
  await sql`
    update address_health set accepted_at = ${at}
    where brand_id = ${brandId} and address = any(${addresses}::text[])
      and score > 0 and scored_at < ${at} and (accepted_at is null or accepted_at < scored_at)`.execute(tx);
}

export type NewReport = {
  brandId: string;
  address: string;
  kind: 'failed' | 'delayed' | 'delivered' | 'complaint' | 'healed';
  status: string | null;
  cause: string;
  note: string;
  counted: boolean;
  mailId: string | null;
  at: Date;
};

export async function insertReport(tx: Tx, report: NewReport): Promise<void> {
  await tx
    .insertInto('addressReport')
    .values({ id: newId(), ...report })
    .execute();
}

/** True when a mail's failure at this address was counted before: servers repeat themselves, and so do forgers. */
export async function wasCounted(tx: Tx, mailId: string, address: string): Promise<boolean> {
  const row = await tx
    .selectFrom('addressReport')
    .select('id')
    .where('mailId', '=', mailId)
    .where('address', '=', address)
    .where('kind', '=', 'failed')
    .where('counted', '=', true)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export type PersonAddressRow = { personId: string; address: string; shown: string };

/** Addresses of people, the longest known first. */
export async function addressesOf(
  db: Kysely<DB>,
  personIds: readonly string[],
  most: number,
): Promise<PersonAddressRow[]> {
  if (personIds.length === 0) return [];
  return db
    .selectFrom('personAddress')
    .select(['personId', 'address', 'shownAddress as shown'])
    .where('personId', 'in', [...personIds])
    .orderBy('createdAt')
    .orderBy('address')
    .limit(most)
    .execute();
}
