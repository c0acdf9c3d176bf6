/** Caps of known issues, each with its reason. */
export const knownIssueLimits = {
  /** Issues a ticket is compared with: all that are not closed. Who has more open ones has no list of known issues any more. */
  matched: 500,
  /** Milliseconds after which a process asks again which issues there are. */
  freshMilliseconds: 2_000,
  /** Customers' messages of a ticket whose words are looked through, the newest first: a matter is told in the first few. */
  messages: 20,
  /** Recent tickets that a preview, and the look back after saving, go through. */
  recentTickets: 500,
  /** Proposed tickets a preview lists; the rest is counted. */
  previewed: 100,
  /** Tickets linked in one request: as many as a selection of the inbox may change. */
  linkedAtOnce: 500,
  /** Days of the bars by day. */
  days: 30,
  /** Bars of one kind; the rest is one bar. */
  bars: 12,
  /** Changes shown of an issue. */
  events: 200,
  /** Rising clusters shown; more at a time is one outage, seen in the first few. */
  clusters: 20,
  /** Issues in one exported file. */
  exported: 5_000,
} as const;
