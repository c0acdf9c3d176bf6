/** Caps of learning, each with its reason. */
export const learningLimits = {
  /** The newest corrections a model is trained on: what was right years ago may not be now, and time and memory are bounded. */
  mails: 20_000,
  /** The newest held-back tickets a model is measured on: a percent is ten mails, and each is judged twice. */
  heldBack: 1_000,
  /** Characters of a text: more is not seen by the classifier (`longestRead` of triage). */
  bodyCharacters: 6_000,
  subjectCharacters: 1_000,
  /** After the last correction: people move several tickets in a row. */
  quietMinutes: 5,
  /** So many new corrections do not wait for quiet. */
  manyAtOnce: 25,
  /** Versions that can be gone back to; older ones leave. */
  keptVersions: 10,
  /** Refused versions, of which only the figures are kept. */
  refusedVersions: 20,
  /** Share of the profile's held-back examples by which a version may be worse than the profile alone: as much moves by training in another order. */
  tolerance: 0.02,
  /** One in so many of its likes is held back. */
  heldBackOneIn: 5,
  /** Weeks of the misroute rate. */
  weeks: 12,
  /** The training is over, or its process is: whoever trains says so more often. */
  silentMinutes: 2,
  /** Mails of one export. */
  exported: 20_000,
  /** As in a profile's `examples/<language>.ndjson`. */
  exportedSubject: 300,
  exportedBody: 5_000,
} as const;
