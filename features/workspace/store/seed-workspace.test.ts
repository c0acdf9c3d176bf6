import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { testDatabase } from '#test/setup/database.ts';
import { loadProfile } from '../profile/load-profile.ts';
import { seedWorkspace } from './seed-workspace.ts';

const database = await testDatabase();
const profile = await loadProfile(fileURLToPath(new URL('../../../profiles/oura', import.meta.url)));

it('makes brand, teams and mailbox once, however many processes start at a time', async () => {
  const brands = await Promise.all([1, 2, 3, 4].map(() => seedWorkspace(database.db, profile)));
  expect(new Set(brands.map((brand) => brand.id)).size).toBe(1);
  const teams = await database.db.selectFrom('team').select('key').execute();
  expect(teams.map((team) => team.key).sort()).toEqual(profile.teams.map((team) => team.id).sort());
  const mailboxes = await database.db.selectFrom('mailbox').select('address').execute();
  expect(mailboxes).toEqual([{ address: profile.support.address }]);
});

it('gives every alias the team of its department', async () => {
  const rows = await database.db
    .selectFrom('mailboxAlias')
    .innerJoin('team', 'team.id', 'mailboxAlias.teamId')
    .select(['address', 'key'])
    .execute();
  expect(Object.fromEntries(rows.map((row) => [row.address, row.key]))).toEqual(
    Object.fromEntries(
      profile.aliases.map((alias) => [
        alias.address,
        profile.departments.find((department) => department.id === alias.department)?.team,
      ]),
    ),
  );
});

it('follows a new name and leaves alone what an admin removed', async () => {
  const [alias] = profile.aliases;
  await database.db
    .deleteFrom('mailboxAlias')
    .where('address', '=', alias?.address ?? '')
    .execute();
  const brand = await seedWorkspace(database.db, { ...profile, name: 'Other name' });
  expect(brand.name).toBe('Other name');
  const left = await database.db.selectFrom('mailboxAlias').select('address').execute();
  expect(left).toHaveLength(profile.aliases.length - 1);
});
