/** Teams as far as triage names them. */
import type { Tx } from '#platform/database/transaction.ts';

/** Id of the team that the profile calls so; null when the desk has none any more. */
export async function findTeamByKey(tx: Tx, brandId: string, key: string): Promise<string | null> {
  const row = await tx
    .selectFrom('team')
    .select('id')
    .where('brandId', '=', brandId)
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.id ?? null;
}
