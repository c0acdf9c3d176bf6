/** Caps of the ticket store, each with its reason. The raw mail keeps what a cap leaves out. */
export const ticketLimits = {
  /** Characters of one text that are searchable. A tsvector holds 1 MB; this many characters cannot exceed it. */
  searchCharacters: 100_000,
  /** Recipients kept per list of a message: more than any person answers to, few enough to show. */
  recipients: 200,
  /** References of one mail that are looked up and kept (RFC 5322 sets none; clients cut theirs at about 20). */
  references: 100,
  /** Characters of the customer's newest words in a list row. */
  snippetCharacters: 200,
  /** Merges followed from a ticket to its survivor: a person would have to merge this many times in a row. */
  mergeDepth: 50,
  /** Characters of a subject or title that are kept in the ticket row; the message keeps the whole subject. */
  subjectCharacters: 1_000,
  /** Messages and events one ticket page carries, newest ones: a thread this long is a loop or an import. */
  shownMessages: 1_000,
  shownEvents: 1_000,
  /** Other tickets of the same customer beside a ticket. */
  otherTickets: 10,
  /** Tags of one ticket: more says nothing any more. */
  tags: 50,
  /** A file uploaded for an answer and in no draft is thrown away after so many days: a tab left open over a week-end fits. */
  uploadDays: 7,
  /** Uploads thrown away in one transaction. */
  sweepBatch: 200,
  /**
   * So long a new ticket waits for its confirmation: what belongs to it and overtook it, or was sent to two of our addresses,
   * comes within seconds, and a ticket that was merged needs none.
   */
  acknowledgeAfterSeconds: 5,
} as const;
