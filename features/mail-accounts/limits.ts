/** Times and caps of mail accounts, each with its reason. */
export const accountLimits = {
  /** A person signs in at a provider, perhaps with a second factor: seconds. */
  signInSeconds: 15 * 60,
  /** An access token that ends sooner is not handed out: a connection takes a while. Seconds. */
  usableSeconds: 60,
  /** The worker renews a token this long before it ends: seconds. */
  aheadSeconds: 5 * 60,
  /** How often the worker looks: milliseconds. */
  renewEvery: 60_000,
  /** A mail server that refuses a token younger than this refuses for another reason: seconds. */
  freshSeconds: 60,
  /** Returns to the callback from one network in a minute. */
  callbacksPerMinute: 30,
  /** Accounts a desk has: the list is shown whole. */
  accounts: 200,
  /** Tries to keep tokens that were received, over some ten seconds: a restart of the database. */
  keepTries: 6,
} as const;
