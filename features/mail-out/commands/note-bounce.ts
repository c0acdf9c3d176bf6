import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { afterBounce, type BounceFacts } from '../rules/bounce.ts';
import { changeRow, lockRowByMessageId, ticketOfMail } from '../store/outbox-rows.ts';
import { lockTicket } from '../store/ticket-mark.ts';
import { noteDelivery } from './note-delivery.ts';

export type Bounce = Pick<BounceFacts, 'kind' | 'status' | 'recipient' | 'diagnostic'> & {
  messageIdHeader: string;
};

/** A report about a mail of ours came back: its message says so. A Message-ID we never made changes nothing. */
export async function noteBounce(tx: Tx, desk: Pick<Desk, 'clock' | 'brand'>, bounce: Bounce): Promise<void> {
  const ticketId = await ticketOfMail(tx, { messageIdHeader: bounce.messageIdHeader });
  if (ticketId !== null) await lockTicket(tx, ticketId);
  const row = await lockRowByMessageId(tx, desk.brand.id, bounce.messageIdHeader);
  if (row === null) return;
  const verdict = afterBounce({ ...bounce, state: row.state, recipients: row.envelopeTo.length });
  if (verdict === null) return;
  await changeRow(tx, row.id, { state: verdict.state, lastError: verdict.reason });
  const sentence =
    verdict.state === 'failed'
      ? 'A message came back: it could not be delivered.'
      : 'A message came back from one of its recipients.';
  await noteDelivery(tx, desk, row, { ...verdict, sentence });
}
