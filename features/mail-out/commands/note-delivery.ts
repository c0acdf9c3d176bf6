import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { announce } from '#platform/events/live.ts';
import { systemActor } from '#platform/permit/actor.ts';
import { refreshTrouble } from '../store/ticket-mark.ts';

type Row = { id: string; brandId: string; ticketId: string | null; messageId: string | null; kind: string };
type Change = {
  state: 'accepted' | 'queued' | 'failed' | 'unknown' | 'cancelled';
  reason: string | null;
  sentence?: string;
};

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
        sentence: change.sentence ?? sentences[change.state],
      },
      reasons: change.reason === null ? [] : [change.reason],
      at: desk.clock.now(),
    });
  }
  await refreshTrouble(tx, ticketId);
  await announce(tx, { type: 'delivery', ticketId });
}
