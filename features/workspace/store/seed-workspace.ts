/** Brand, teams and mailboxes as the profile has them. */
import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import { inTransaction, type Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import type { Desk } from '../desk.ts';
import type { Profile } from '../profile/profile.ts';

/**
 * Makes the rows a profile asks for and returns its brand. Safe to call at every start and by racing processes:
 * names follow the profile, ids never change, and mailboxes are made only while the brand has none, so what an
 * admin changed or removed stays so.
 */
export async function seedWorkspace(db: Kysely<DB>, profile: Profile): Promise<Desk['brand']> {
  return inTransaction({ db }, async (tx) => {
    const brand = await tx
      .insertInto('brand')
      .values({
        id: newId(),
        key: profile.id,
        name: profile.name,
        defaultLanguage: profile.languages.default,
      })
      .onConflict((conflict) =>
        // The update also locks the row, so a second process waits here until the first has seeded.
        conflict
          .column('key')
          .doUpdateSet({ name: profile.name, defaultLanguage: profile.languages.default }),
      )
      .returning(['id', 'key', 'name', 'defaultLanguage'])
      .executeTakeFirstOrThrow();
    const teams = await seedTeams(tx, brand.id, profile);
    await seedMailbox(tx, brand.id, profile, teams);
    return brand;
  });
}

/** Team ids by their key in the profile. */
async function seedTeams(tx: Tx, brandId: string, profile: Profile): Promise<Map<string, string>> {
  const rows = await tx
    .insertInto('team')
    .values(
      profile.teams.map((team) => ({
        id: newId(),
        brandId,
        key: team.id,
        name: team.name,
        department: profile.departments.find((department) => department.team === team.id)?.id ?? null,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['brandId', 'key']).doUpdateSet((set) => ({ name: set.ref('excluded.name') })),
    )
    .returning(['id', 'key'])
    .execute();
  return new Map(rows.map((row) => [row.key, row.id]));
}

async function seedMailbox(
  tx: Tx,
  brandId: string,
  profile: Profile,
  teams: ReadonlyMap<string, string>,
): Promise<void> {
  const any = await tx.selectFrom('mailbox').select('id').where('brandId', '=', brandId).executeTakeFirst();
  if (any) return;
  const mailboxId = newId();
  await tx
    .insertInto('mailbox')
    .values({
      id: mailboxId,
      brandId,
      address: profile.support.address.toLowerCase(),
      name: profile.support.name,
    })
    .execute();
  if (profile.aliases.length === 0) return;
  const teamOf = (department: string): string | null =>
    teams.get(profile.departments.find((entry) => entry.id === department)?.team ?? '') ?? null;
  await tx
    .insertInto('mailboxAlias')
    .values(
      profile.aliases.map((alias) => ({
        address: alias.address.toLowerCase(),
        mailboxId,
        teamId: teamOf(alias.department),
      })),
    )
    .execute();
}
