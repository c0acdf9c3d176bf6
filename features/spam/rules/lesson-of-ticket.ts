/** What a ticket teaches: a mark of a person, or work done on it. */

export type TaughtTicket = {
  status: string;
  /** A person answered the customer. */
  answered: boolean;
  /** Its mail was taught as spam before. */
  wasSpam: boolean;
};

export type Lesson = 'spam' | 'ham' | 'none';

/**
 * Marked as spam: spam. Taken back from spam, or answered and done: no spam. Anything else teaches nothing yet, because
 * nobody has looked at it.
 */
export function lessonOfTicket({ status, answered, wasSpam }: TaughtTicket): Lesson {
  if (status === 'spam') return 'spam';
  if (wasSpam) return 'ham';
  return answered && (status === 'resolved' || status === 'closed') ? 'ham' : 'none';
}
