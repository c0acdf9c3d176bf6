/** Teams, agents and mailboxes as far as tickets name them. */
import type { Tx } from '#platform/database/transaction.ts';

export async function findTeam(tx: Tx, brandId: string, id: string): Promise<{ name: string } | undefined> {
  return tx
    .selectFrom('team')
    .select('name')
    .where('id', '=', id)
    .where('brandId', '=', brandId)
    .executeTakeFirst();
}

export async function findAgent(tx: Tx, id: string): Promise<{ name: string; active: boolean } | undefined> {
  return tx.selectFrom('agent').select(['name', 'active']).where('id', '=', id).executeTakeFirst();
}

/** Those of the ids that are agents. */
export async function agentsAmong(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('agent')
    .select('id')
    .where('id', 'in', [...ids])
    .execute();
  return rows.map((row) => row.id);
}

/** The mailbox a ticket answers from when no mail chose one. */
export async function firstMailbox(tx: Tx, brandId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('mailbox')
    .select('id')
    .where('brandId', '=', brandId)
    .orderBy('createdAt')
    .orderBy('id')
    .executeTakeFirst();
  return row?.id ?? null;
}
