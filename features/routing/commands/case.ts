/** What is known of a ticket while it is settled. */
import type { Desk } from '#features/workspace/index.ts';
import type { Policy } from '../rules/policy.ts';
import type { RoutedRow } from '../store/queue-rows.ts';
import type { TicketFacts } from '../store/ticket-facts.ts';

/** A ticket in work in a routed team. */
export type RoutedTicket = TicketFacts & { teamId: string };

export type Case = {
  ticket: RoutedTicket;
  policy: Policy;
  /** Of the team it is in now; null: it comes anew. */
  row: RoutedRow | null;
  now: Date;
};

/** Of its row in the queue. */
export function keyOf(
  desk: Pick<Desk, 'brand'>,
  ticket: { id: string },
): { ticketId: string; brandId: string } {
  return { ticketId: ticket.id, brandId: desk.brand.id };
}
