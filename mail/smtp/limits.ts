/** Caps of the SMTP listener, each with its reason. */
export const smtpLimits = {
  /** RFC 5321 section 4.5.3.1.8 asks for at least 100; the rest may come in a second transaction. */
  recipients: 100,
  /** Connections at a time in all: each holds buffers and a socket. */
  connections: 200,
  /** Connections at a time from one address: large senders use up to 20. */
  connectionsPerAddress: 20,
  /** Mails a minute from one address: far above any single sender's traffic to a support desk. */
  mailsPerMinutePerAddress: 300,
  /** Refused recipients in one session before it is closed: an address harvester, not a typing error. */
  refusedRecipients: 30,
  /** Addresses remembered for counting, so that a sweep over many addresses cannot fill the memory. */
  countedAddresses: 20_000,
  /** RFC 5321 section 4.5.3.2.7: wait five minutes for the next command or data. */
  idleMilliseconds: 300_000,
  /** From DATA to its end: 50 MB over a slow line fits, a byte every four minutes does not. */
  dataMilliseconds: 900_000,
  /** Mails up to this size are held in memory while they come; larger ones stream to the disk. */
  inMemoryBytes: 256 * 1024,
  /** One command line; RFC 5321 section 4.5.3.1.4 has 512, SMTPUTF8 and parameters need more. */
  commandBytes: 4 * 1024,
} as const;
