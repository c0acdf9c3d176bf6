/** Caps of receiving, each with its reason. */
export const mailInLimits = {
  /** Bytes just received that are kept for the reader in the same process, so that it need not read the disk. */
  handoffBytes: 32 * 1024 * 1024,
  /** Tries before an error nobody foresaw makes the mail a ticket with only its original. */
  unexpectedTries: 4,
  /** Tries of a job in all; only a database that is away for hours uses them up, and then the sweep adds it again. */
  jobTries: 25,
  /** A mail that waits longer than this without a job gets one: seconds. */
  forgottenSeconds: 600,
  /** Recipients of the envelope kept in the ledger; SMTP takes no more in one transaction. */
  envelopeRecipients: 100,
  /**
   * Tickets that the very same words open in an hour, whoever sends them. People who write the same about an outage write
   * it in their own words; forms and apps that write for them stay below it.
   */
  ticketsOfSameWordsAndHour: 50,
  /** Words shorter than this are written alike by chance ("please call me"), and no flood. */
  floodCharacters: 120,
  /** Hours before a held mail leaves in which the page says so; nothing leaves without. */
  expiryNoticeHours: 72,
  /** Held mails whose bytes are removed in one transaction. */
  expiryBatch: 200,
  /** Tickets of a sender that are looked at to learn whether all of them are spam. */
  standingTickets: 20,
  /** Bytes of a mail above the cap that are kept: its header, of which no more is read. */
  keptHeaderBytes: 512 * 1024,
  /** Characters of addresses, subjects and snippets in the ledger's lists. */
  listCharacters: 300,
  /** Recipients of one mail that are looked up as perhaps misspelt; a person writes to a few of ours. */
  guidedRecipients: 50,
  /** Addresses that tell whether a sender belongs to a conversation. */
  peopleOfTicket: 2_000,
  /** Characters of HTML in which remote pictures are counted; more would only make the number larger. */
  countedHtml: 500_000,
  /** Of a held mail: bytes of its header and characters of its text that are shown; an agent decides by less. */
  shownHeaderBytes: 64 * 1024,
  shownTextCharacters: 100_000,
  /** Mails a minute by HTTP for one mailbox: 50 a second, more than the desk reads; the caller waits and sends again. */
  httpMailsPerMinute: 3_000,
  /** Mails of an import that are kept at the same time: they share a commit. */
  importAtOnce: 16,
  /** Mails of an import whose writers are checked together: their marks share a transaction. */
  importChecked: 500,
  /** How old the last comparison of a folder with the ledger may become: hours. */
  reconcileHours: 24,
  /** How often an import looks whether a running desk has read what it holds. */
  importPauseMilliseconds: 500,
} as const;
