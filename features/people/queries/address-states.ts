/** How far addresses can be reached now. */
import { type Kysely, sql } from 'kysely';
import { askTogether } from '#platform/database/ask-together.ts';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { type AddressState, scoreAt, stateOf } from '../rules/address-health.ts';
import { normalAddress } from '../rules/normal-address.ts';
import { addressesOf, findHealth, type HealthRow } from '../store/address-health-rows.ts';

export type ReachableAddress = {
  /** As last written. */
  address: string;
  state: AddressState;
  /** Why it is not good, in a sentence; '' when it is. */
  reason: string;
  /** Since when its owner wants no automatic mail. */
  complainedAt: Date | null;
};

/** Addresses of one person that are shown; nobody has more ways than an agent can read. */
const mostAddresses = 200;

/** The given addresses with what is known of them, in the order given. */
export async function addressStates(
  db: Kysely<DB>,
  of: { brandId: string; addresses: readonly string[]; now: Date },
): Promise<ReachableAddress[]> {
  const rows = await findHealth(db, of.brandId, [...new Set(of.addresses.map(normalAddress))]);
  const byAddress = new Map(rows.map((row) => [row.address, row]));
  return of.addresses.map((address) => describe(address, byAddress.get(normalAddress(address)), of.now));
}

/** Every address of these people, with what is known of it, by person. */
export async function waysToReach(
  db: Kysely<DB>,
  of: { brandId: string; personIds: readonly string[]; now: Date },
): Promise<Map<string, ReachableAddress[]>> {
  const addresses = await addressesOf(db, of.personIds, mostAddresses);
  const rows = await findHealth(
    db,
    of.brandId,
    addresses.map(({ address }) => address),
  );
  const byAddress = new Map(rows.map((row) => [row.address, row]));
  const ways = new Map<string, ReachableAddress[]>();
  for (const { personId, address, shown } of addresses) {
    const known = ways.get(personId) ?? [];
    ways.set(personId, [...known, describe(shown, byAddress.get(address), of.now)]);
  }
  return ways;
}

/** True when failures of this address are counted: most addresses never had one. */
export function isTroubled(tx: Tx, brandId: string, address: string): Promise<boolean> {
  return askTogether(tx, areTroubled, { brandId, address: normalAddress(address) });
}

async function areTroubled(
  tx: Tx,
  asked: readonly { brandId: string; address: string }[],
): Promise<boolean[]> {
  const { rows } = await sql<{ position: number }>`/* keep plan */
    select asked.position::int
    from unnest(${asked.map((one) => one.brandId)}::uuid[], ${asked.map((one) => one.address)}::text[])
      with ordinality as asked (brand_id, address, position)
    join address_health h on h.brand_id = asked.brand_id and h.address = asked.address and h.score > 0`.execute(
    tx,
  );
  const troubled = new Set(rows.map((row) => row.position));
  return asked.map((_, index) => troubled.has(index + 1));
}

function describe(address: string, row: HealthRow | undefined, now: Date): ReachableAddress {
  const state = stateOf(scoreAt(row ?? null, now));
  return {
    address,
    state,
    reason: state === 'good' ? '' : (row?.reason ?? ''),
    complainedAt: row?.complainedAt ?? null,
  };
}
