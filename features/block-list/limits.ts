/** Caps of the block list, each with its reason. */
export const blockListLimits = {
  /** Entries of a brand: every process keeps them in memory, and whoever needs more needs a filter before the desk. */
  entries: 20_000,
  /** Milliseconds after which a process asks again who is blocked: an entry works everywhere after this long. */
  freshMilliseconds: 2_000,
} as const;
