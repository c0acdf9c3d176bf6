/** Budgets of automatic mail (invariant 7), each with its reason. */
export const automaticMailLimits = {
  /** Automatic mails to one sender on one ticket in 24 hours: a second one tells nothing new and feeds loops. */
  perTicketAndSender: 1,
  /** Automatic mails to one address in 24 hours, over all tickets: whoever writes more often knows that we got it. */
  perRecipient: 5,
  /**
   * The same, where the address was typed into the contact form: nobody is to fill a stranger's mailbox by it. One for the matter,
   * one for what was forgotten; the ticket is there all the same.
   */
  perTypedRecipient: 2,
  /** Automatic mails of the whole desk in one hour: a wave of forged senders must not make us a spam cannon. */
  perHour: 300,
  /**
   * Hours for which the breaker stays open when nobody closes it. A wave that goes on gets the hour's budget once a day and
   * not every hour; a busy day is confirmed again when an admin has looked.
   */
  breakerHours: 24,
  /** A message older than this is answered by people: the confirmation would come as a surprise. Hours. */
  oldestHours: 24,
} as const;

/**
 * The confirmation waits for the message to be understood, because what it asks depends on that: eight times three seconds
 * after the five that it comes late anyway. Reading takes a moment; when it fails, half a minute is as long as people wait.
 */
export const understandingWait = { times: 8, seconds: 3 } as const;
