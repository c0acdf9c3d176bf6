/** What a report meant, as events on the ticket. */
import type { AddressChange, AddressState } from '#features/people/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { systemActor } from '#platform/permit/actor.ts';

type TellingDesk = Pick<Desk, 'clock'> & { brand: Pick<Desk['brand'], 'id'> };

const meanings: Readonly<Record<AddressState, (address: string) => string>> = {
  good: (address) => `${address} can be reached again.`,
  doubtful: (address) => `${address} may not be reached: a mail came back from there.`,
  dead: (address) => `${address} cannot be reached: mail comes back from there.`,
};

/** Told only when the state is another one than before. */
export async function tellAddress(
  tx: Tx,
  desk: TellingDesk,
  ticketId: string | null,
  address: string,
  change: AddressChange,
): Promise<void> {
  if (change.before === change.after) return;
  await tell(tx, desk, ticketId, {
    kind: `address-${change.after}`,
    data: { address, sentence: meanings[change.after](address) },
    reasons: [change.reason],
  });
}

export function tellComplaint(
  tx: Tx,
  desk: TellingDesk,
  ticketId: string | null,
  address: string,
): Promise<void> {
  return tell(tx, desk, ticketId, {
    kind: 'complaint-received',
    data: { address, sentence: `${address} marked a mail of ours as spam.` },
    reasons: ['From now on no automatic mail goes there. Your own answers still do.'],
  });
}

/** Somebody reports what nothing proves: shown, so that a person can look, and nothing else follows. */
export function tellDoubt(
  tx: Tx,
  desk: TellingDesk,
  ticketId: string | null,
  reasons: readonly string[],
): Promise<void> {
  return tell(tx, desk, ticketId, {
    kind: 'report-not-believed',
    data: { sentence: 'A delivery report was not believed; it changed nothing.' },
    reasons: reasons.slice(0, 5),
  });
}

async function tell(
  tx: Tx,
  desk: TellingDesk,
  ticketId: string | null,
  event: { kind: string; data: Record<string, unknown>; reasons: readonly string[] },
): Promise<void> {
  // Without a ticket the history of the address (`address_report`) has it all.
  if (ticketId === null) return;
  const at = desk.clock.now();
  await appendEvent(tx, { brandId: desk.brand.id, ticketId, actor: systemActor('Mail out'), at, ...event });
}
