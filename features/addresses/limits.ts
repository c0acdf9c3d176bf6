/** Caps of addresses, each with its reason. */
export const addressLimits = {
  /** Addresses in the register: a large brand has some dozens, and every check looks at all of them. */
  register: 500,
  /** Public pages a minute from one network address. */
  pagesPerMinutePerNetwork: 120,
  /** Checks a minute from one network address: a person makes a few. */
  checksPerMinutePerNetwork: 30,
  /** Codes to scan a minute from one network address: a page has about forty. */
  codesPerMinutePerNetwork: 240,
  /** Seconds caches may keep the published list; a changed address is known everywhere within the hour. */
  publishedSeconds: 3_600,
  /** Characters of a typed address that are read; RFC 5321 ends at 254. */
  typedCharacters: 400,
  /** The longest an agent waits for the DNS; a healthy one answers within a tenth of that. */
  dnsMilliseconds: 2_500,
  /** Addresses of an import that are checked at once: a few, so that the mail coming in meanwhile is checked as well. */
  checksAtOnce: 8,
  /** Customer addresses one person checks in a minute: each may be a question to the DNS. */
  customerChecksPerMinute: 240,
} as const;
