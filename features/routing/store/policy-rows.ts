/** SQL of `routing_policy`, and of the mark on `team` that tickets look at. */
import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { policySchema } from '../contract.ts';
import { type Policy, restingPolicy } from '../rules/policy.ts';

const columns = [
  'mode',
  'cap',
  'onlyWorking',
  'language',
  'skill',
  'sameAgent',
  'urgent',
  'takeMinutes',
  'overdue',
  'actMinutes',
] as const;

/** The policy of a team; of one that nobody decided about, that its people take tickets themselves. */
export async function policyOf(db: Kysely<DB>, teamId: string | null): Promise<Policy> {
  const row = await db
    .selectFrom('routingPolicy')
    .select(columns)
    .where('teamId', '=', teamId)
    .executeTakeFirst();
  return row ? policySchema.parse(row) : restingPolicy;
}

export async function allPolicies(db: Kysely<DB>, brandId: string): Promise<ReadonlyMap<string, Policy>> {
  const rows = await db
    .selectFrom('routingPolicy')
    .select(['teamId', ...columns])
    .where('brandId', '=', brandId)
    .execute();
  return new Map(rows.map(({ teamId, ...row }) => [teamId, policySchema.parse(row)]));
}

export async function putPolicy(
  tx: Tx,
  where: { teamId: string; brandId: string },
  policy: Policy,
  now: Date,
): Promise<void> {
  const values = { ...policy, updatedAt: now };
  await tx
    .insertInto('routingPolicy')
    .values({ ...where, ...values })
    .onConflict((conflict) => conflict.column('teamId').doUpdateSet(values))
    .execute();
  await tx
    .updateTable('team')
    .set({ routed: policy.mode !== 'off' })
    .where('id', '=', where.teamId)
    .execute();
}

/** Teams of a person that are routed. */
export async function routedTeamsOf(db: Kysely<DB>, agentId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('teamMember')
    .innerJoin('team', 'team.id', 'teamMember.teamId')
    .select('team.id')
    .where('teamMember.agentId', '=', agentId)
    .where('team.routed', '=', true)
    .execute();
  return rows.map(({ id }) => id);
}

/** A team by its key in the profile; null when there is none. */
export async function teamByKey(
  db: Kysely<DB>,
  brandId: string,
  key: string,
): Promise<{ id: string; name: string } | null> {
  const row = await db
    .selectFrom('team')
    .select(['id', 'name'])
    .where('brandId', '=', brandId)
    .where('key', '=', key)
    .executeTakeFirst();
  return row ?? null;
}

export async function isTeam(db: Kysely<DB>, brandId: string, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('team')
    .select('id')
    .where('brandId', '=', brandId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}
