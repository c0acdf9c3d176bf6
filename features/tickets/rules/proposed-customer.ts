/** Whether a proposal of another customer still stands: the newest word counts. */
import type { TicketDetail } from '../contract.ts';

type EventFacts = { kind: string; data: Readonly<Record<string, unknown>>; reasons: readonly string[] };

/** From the events of a ticket, oldest first. */
export function proposedCustomer(events: readonly EventFacts[]): TicketDetail['proposedCustomer'] {
  const last = events.findLast(({ kind }) => kind === 'customer-proposed' || kind === 'customer-changed');
  if (last?.kind !== 'customer-proposed') return null;
  const { name, email } = last.data;
  if (typeof email !== 'string' || email === '') return null;
  return { name: typeof name === 'string' ? name : '', email, reason: last.reasons[0] ?? '' };
}
