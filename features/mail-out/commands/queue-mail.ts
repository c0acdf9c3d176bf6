import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { addSendJob } from '../jobs-contract.ts';
import { insertRow, type NewOutboxRow } from '../store/outbox-rows.ts';

/**
 * Writes one outbox row and its job: from here on the mail leaves exactly once, or says why not. The row's id and
 * Message-ID are the caller's, so that the message on the ticket can carry them in the same transaction.
 */
export async function queueMail(
  tx: Tx,
  desk: Pick<Desk, 'clock'>,
  row: Omit<NewOutboxRow, 'createdAt'>,
): Promise<void> {
  const now = desk.clock.now();
  await insertRow(tx, { ...row, createdAt: now });
  await addSendJob(tx, row, row.dueAt, now);
}
