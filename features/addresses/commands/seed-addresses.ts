/** The register as the profile has it, made once. */
import type { Kysely } from 'kysely';
import type { Profile } from '#features/workspace/index.ts';
import type { DB } from '#platform/database/schema.gen.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { countAddresses, insertAddress, lockRegister } from '../store/official-addresses.ts';

/**
 * Fills an empty register from the profile. Safe at every start and by racing processes: once there is an address, the
 * register belongs to the admins.
 */
export async function seedAddresses(
  db: Kysely<DB>,
  profile: Profile,
  brandId: string,
  at: Date,
): Promise<void> {
  await inTransaction({ db }, async (tx) => {
    await lockRegister(tx);
    if ((await countAddresses(tx, brandId)) > 0) return;
    for (const entry of profile.addresses.register) {
      const lower = {
        address: entry.address.toLowerCase(),
        replacement: entry.replacement?.toLowerCase() ?? null,
      };
      await insertAddress(tx, brandId, { ...entry, ...lower, id: newId() }, at);
    }
  });
}
