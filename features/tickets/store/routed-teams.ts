/** Whether anybody wants to know of changes on tickets. */
import type { Tx } from '#platform/database/transaction.ts';

/** Kept by the feature routing (`team.routed`). */
export async function someTeamIsRouted(tx: Tx): Promise<boolean> {
  const row = await tx.selectFrom('team').select('id').where('routed', '=', true).limit(1).executeTakeFirst();
  return row !== undefined;
}
