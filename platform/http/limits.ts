/** Caps on what comes in over HTTP, each with its reason. */
export const httpLimits = {
  /** A reply with 500,000 characters of HTML fits; nothing legitimate in JSON is larger. */
  jsonBytes: 2 * 1024 * 1024,
  /** One uploaded file. Larger than most relays take (25 MB), so the agent learns it here and not by a bounce. */
  uploadBytes: 30 * 1024 * 1024,
  /** One raw mail over HTTP: the same as SMTP takes. */
  rawMailBytes: 50 * 1024 * 1024,
  /** Requests a minute for one API key: a sync job fits, a runaway loop does not hurt the agents. */
  requestsPerMinutePerKey: 1200,
  /** Tries a minute from one address at routes anybody may call. */
  publicRequestsPerMinute: 300,
} as const;
