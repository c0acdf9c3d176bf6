/**
 * The one table of ticket statuses and the moves between them.
 * The API's refusal and the screen's disabled button both come from here.
 */
export const ticketStatuses = [
  'new',
  'open',
  'waiting-on-customer',
  'waiting-on-third-party',
  'resolved',
  'closed',
  'spam',
] as const;
export type TicketStatus = (typeof ticketStatuses)[number];

export const priorities = ['urgent', 'high', 'normal', 'low'] as const;
export type Priority = (typeof priorities)[number];

/** From -> the statuses an agent may choose. `new` is where mail starts; nobody moves back to it. */
const moves: Readonly<Record<TicketStatus, readonly TicketStatus[]>> = {
  new: ['open', 'waiting-on-customer', 'waiting-on-third-party', 'resolved', 'closed', 'spam'],
  open: ['waiting-on-customer', 'waiting-on-third-party', 'resolved', 'closed', 'spam'],
  'waiting-on-customer': ['open', 'waiting-on-third-party', 'resolved', 'closed', 'spam'],
  'waiting-on-third-party': ['open', 'waiting-on-customer', 'resolved', 'closed', 'spam'],
  resolved: ['open', 'waiting-on-customer', 'waiting-on-third-party', 'closed'],
  closed: ['open'],
  spam: ['open'],
};

/** Statuses that still need somebody's work. */
export const openStatuses: readonly TicketStatus[] = [
  'new',
  'open',
  'waiting-on-customer',
  'waiting-on-third-party',
];

/** Statuses an agent may move a ticket to from `from`; never contains `from`. */
export function allowedMoves(from: TicketStatus): readonly TicketStatus[] {
  return moves[from];
}

/** True when an agent may move a ticket from one status to the other. Staying put is always allowed. */
export function canMove(from: TicketStatus, to: TicketStatus): boolean {
  return from === to || moves[from].includes(to);
}

/**
 * Where a new message of the customer puts a ticket: finished or waiting work opens again,
 * what nobody has looked at stays new, and spam stays spam until a person says otherwise.
 */
export function afterCustomerMessage(from: TicketStatus): TicketStatus {
  return from === 'new' || from === 'spam' ? from : 'open';
}
