/** Caps and times of reading IMAP folders, each with its reason. */
export const imapLimits = {
  /** Mails asked for in one FETCH. */
  batchMails: 50,
  /** Bytes of one FETCH: they are in memory until they are kept. */
  batchBytes: 8 * 1024 * 1024,
  /** Ids asked for in one SEARCH; a folder with a million mails is walked through in windows. */
  uidWindow: 20_000,
  /** Mails whose sizes are asked for in one FETCH, and looked up in the ledger together. */
  comparedMails: 1_000,
  /** Without news from IDLE the folders are looked at this often (IDLE watches only one of them): milliseconds. */
  lookEvery: 60_000,
  /** RFC 2177: a server may end an IDLE after 30 minutes. */
  longestIdle: 5 * 60_000,
  /** Connection, greeting and silence. */
  connectTimeout: 20_000,
  socketTimeout: 6 * 60_000,
} as const;
