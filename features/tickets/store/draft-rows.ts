/** Drafts: one per person and ticket. */
import type { Tx } from '#platform/database/transaction.ts';

export async function putDraft(
  tx: Tx,
  draft: { ticketId: string; agentId: string; content: string; savedAt: Date },
): Promise<void> {
  const { content, savedAt } = draft;
  await tx
    .insertInto('draft')
    .values(draft)
    .onConflict((conflict) => conflict.columns(['ticketId', 'agentId']).doUpdateSet({ content, savedAt }))
    .execute();
}

export async function deleteDraft(tx: Tx, ticketId: string, agentId: string): Promise<void> {
  await tx.deleteFrom('draft').where('ticketId', '=', ticketId).where('agentId', '=', agentId).execute();
}
