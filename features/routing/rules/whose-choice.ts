/** Who settled whose ticket it is: what a person chose is never changed by the desk. */

/** The last time that somebody was given a ticket or taken from it. */
export type AssigneeChange = { byPerson: boolean; to: string | null; at: Date };

export type WhoseChoice =
  /** The desk gave it to whoever has it, and may take it back. */
  | 'desk'
  /** A person gave it to whoever has it. */
  | 'person'
  /** A person took it off somebody and left it to whoever wants it. */
  | 'left-open'
  /** Nobody has it, and nobody has decided that. */
  | 'nobody';

/** A new team chosen by hand asks for a new person, so that what was decided before it counts no more. */
export function whoseChoice(ticket: {
  assigneeId: string | null;
  assigned: AssigneeChange | null;
  movedByHandAt: Date | null;
}): WhoseChoice {
  const { assigneeId, assigned, movedByHandAt } = ticket;
  if (assigneeId !== null) {
    // Without an event, or with one about somebody else, it was given as the ticket was made.
    return assigned !== null && !assigned.byPerson && assigned.to === assigneeId ? 'desk' : 'person';
  }
  if (assigned === null || !assigned.byPerson || assigned.to !== null) return 'nobody';
  return movedByHandAt !== null && movedByHandAt >= assigned.at ? 'nobody' : 'left-open';
}

/** Where in the queue a priority stands; 1 goes first. */
export function rankOf(priority: 'urgent' | 'high' | 'normal' | 'low'): number {
  return { urgent: 1, high: 2, normal: 3, low: 4 }[priority];
}
