/** Whoever writes from an address can be reached by it, whatever came back from there before. */
import { healAddress, isTroubled } from '#features/people/index.ts';
import type { IncomingMessage } from '#features/tickets/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { systemActor } from '#platform/permit/actor.ts';

/** Looks whether the sender's address is in trouble; what it gives mends it and tells so on the ticket. */
export async function healSender(
  tx: Tx,
  desk: Pick<Desk, 'brand' | 'clock'>,
  message: IncomingMessage,
): Promise<(ticketId: string) => Promise<void>> {
  const { address } = message.author;
  // A program may answer for an address nobody reads, and a forger may write any.
  const counts = !message.automatic && message.lane !== 'failed' && !message.backfill;
  if (!counts || !(await isTroubled(tx, desk.brand.id, address))) return async () => undefined;
  return async (ticketId) => {
    const now = desk.clock.now();
    const reason = 'A mail came from this address.';
    const change = await healAddress(tx, { brandId: desk.brand.id, address, now, reason });
    if (change === null) return;
    await appendEvent(tx, {
      brandId: desk.brand.id,
      ticketId,
      kind: 'address-good',
      actor: systemActor('Posthaste'),
      data: { address, sentence: `${address} can be reached again.` },
      reasons: [reason],
      at: now,
    });
  };
}
