/** Times of mail to ourselves and of tests, each with its reason. */
export const roundTripLimits = {
  /** How often it is looked whether a mail to ourselves is due: milliseconds. */
  tendEvery: 15_000,
  /** A whole test, from the first step to the last: somebody sits before it. Milliseconds. */
  test: 85_000,
  /** A test that has not ended by then has lost its process: milliseconds. */
  brokenOff: 120_000,
  /** How often it is looked whether the mail of a test has come: milliseconds. */
  lookEvery: 700,
  /** How often the door is asked to look while a test waits: milliseconds. */
  nudgeEvery: 5_000,
  /** Of each mailbox and of the relay so many tests are kept: the last is shown. */
  keptTests: 5,
} as const;
