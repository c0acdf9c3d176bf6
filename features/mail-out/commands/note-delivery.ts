import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { announce } from '#platform/events/live.ts';
import { systemActor } from '#platform/permit/actor.ts';

type Row = { id: string; brandId: string; ticketId: string | null; messageId: string | null; kind: string };
type Change = { state: 'accepted' | 'queued' | 'failed' | 'unknown' | 'cancelled'; reason: string | null };

const sentences: Partial<Record<Change['state'], string>> = {
  accepted: 'A message was sent, but not to everybody.',
  failed: 'A message could not be sent.',
  unknown: 'Nobody knows whether a message arrived.',
};

/**
 * What a new delivery state means to the ticket: the trouble mark, an event where a person should know, and a live
 * hint. A try that will be repeated is shown on the message but is no event.
 */
export async function noteDelivery(
  tx: Tx,
  desk: Pick<Desk, 'clock'>,
  row: Row,
  change: Change,
): Promise<void> {
  const { ticketId } = row;
  if (ticketId === null) return;
  const trouble = change.state === 'failed' || change.state === 'unknown';
  if (trouble || (change.state === 'accepted' && change.reason !== null)) {
    await appendEvent(tx, {
      brandId: row.brandId,
      ticketId,
      kind: trouble ? `mail-${change.state}` : 'mail-partly-refused',
      actor: systemActor('Mail out'),
      data: {
        mailId: row.id,
        messageId: row.messageId,
        mailKind: row.kind,
        sentence: sentences[change.state],
      },
      reasons: change.reason === null ? [] : [change.reason],
      at: desk.clock.now(),
    });
  }
  await refreshTrouble(tx, ticketId);
  await announce(tx, { type: 'delivery', ticketId });
}

/** Ticket before outbox row: the order in which an agent's undo locks them too, so the two cannot block each other. */
export async function lockTicket(tx: Tx, ticketId: string): Promise<void> {
  await tx.selectFrom('ticket').select('id').where('id', '=', ticketId).forNoKeyUpdate().execute();
}

/** The mark on the ticket is what its mails say now, so it also goes away by itself. */
async function refreshTrouble(tx: Tx, ticketId: string): Promise<void> {
  const stuck = await tx
    .selectFrom('outboundMail')
    .select('id')
    .where('ticketId', '=', ticketId)
    .where('state', 'in', ['failed', 'unknown'])
    .limit(1)
    .executeTakeFirst();
  await tx
    .updateTable('ticket')
    .set({ deliveryTrouble: stuck !== undefined })
    .where('id', '=', ticketId)
    .where('deliveryTrouble', '!=', stuck !== undefined)
    .execute();
}
