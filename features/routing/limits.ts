/** Caps of routing, each with its reason. */
export const routingLimits = {
  /** Working spans of one person in a week: three a day and a few more; each is reckoned for weeks ahead. */
  spans: 28,
  languages: 30,
  /** A profile has some dozens of topics. */
  skills: 200,
  /** Waiting tickets looked at in one draining; those behind them come with the next. */
  drainAtOnce: 500,
  /** Of a queue shown in the settings. */
  shownWaiting: 5,
  /** A draft this young counts as being written. */
  draftFreshMs: 10 * 60_000,
  /** As in the ticket's presence: two missed beats and they are gone. */
  presenceFreshMs: 45_000,
  /** Longest absence with an end that can be entered. */
  awayDays: 366,
} as const;
