/** Which message an answer is for. */
import type { TicketDetail, TicketMessage } from '../../contract.ts';

/** The customer's message that was chosen, or null: the newest, also when the chosen one has left the ticket. */
export function answeredBy(ticket: Pick<TicketDetail, 'messages'>, id: string | null): TicketMessage | null {
  return ticket.messages.find((message) => message.id === id && message.direction === 'in') ?? null;
}

export function nameOf({ author }: Pick<TicketMessage, 'author'>): string {
  return author.name || author.email || 'an unknown sender';
}
