/** How all mail accounts stand, for `doctor`, which has a database and no desk. Nothing is asked anew. */
import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { AccountState } from '../store/accounts.ts';

export type AccountStanding = { name: string; state: AccountState; note: string };

/** In the order of their names. */
export async function accountStates(db: Kysely<DB>): Promise<AccountStanding[]> {
  return db
    .selectFrom('mailAccount')
    .select(['name', 'state', 'note'])
    .$narrowType<{ state: AccountState }>()
    .orderBy('name')
    .execute();
}
