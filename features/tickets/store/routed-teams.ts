/** Whether anybody wants to know of changes on tickets. */
import { sql } from 'kysely';
import type { Tx } from '#platform/database/transaction.ts';

/** Kept by the feature routing (`team.routed`). */
export async function someTeamIsRouted(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ some: boolean }>`
    select exists (select from team where routed) as some`.execute(tx);
  return rows[0]?.some ?? false;
}
