/** For stories told afterwards, such as the demo: mails of the ledger came in at the times of the story. */
import { sql } from 'kysely';
import type { Tx } from '#platform/database/transaction.ts';

export async function setReceivedTimes(
  tx: Tx,
  moments: readonly { inboundMailId: string; at: Date }[],
): Promise<void> {
  await sql`
    update inbound_mail i set received_at = t.at, done_at = t.at
    from jsonb_to_recordset(${JSON.stringify(moments)}::jsonb) as t ("inboundMailId" uuid, at timestamptz)
    where i.id = t."inboundMailId" and i.state = 'done'`.execute(tx);
}
