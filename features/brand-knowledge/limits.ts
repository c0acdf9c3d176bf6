/** Caps of editing what a brand knows, each with its reason. */
export const knowledgeLimits = {
  /** Edits saved together: an afternoon's work; more is better done in the files. */
  edits: 50,
  /** Phrases of one strength of a topic in one language; the fullest list of the demo profile has about 40. */
  phrases: 200,
  /** Characters of a phrase, as in the profile. */
  phraseLength: 300,
  /** Codes, and texts of one language, of a known error. */
  codes: 20,
  /** Steps of a remedy. */
  remedySteps: 10,
  /** Facts in an intake list. */
  facts: 12,
  /** Characters of the sentence that says why something was changed. */
  noteLength: 300,
  /** Topics and errors of a brand, the retired ones too: every mail is compared with all of them. */
  topics: 120,
  errors: 500,
  /** Tickets a preview reads, and how many of them with one request: a few seconds of work. */
  previewTickets: 200,
  previewBatch: 20,
  /** One request of a preview ends after this time with what it has. */
  previewMs: 20_000,
  /** Previews a process works on at a time: each has a thread with books of its own, some 100 MB. */
  previewsAtOnce: 1,
  /** A preview's thread waits so long for the next request. */
  previewIdleMs: 15_000,
  /** Changes a desk goes back through when the newest does not fit the profile any more. */
  changesBack: 50,
  /** A process that missed a notice looks this often whether something changed. */
  lookEveryMs: 30_000,
  /** Changes shown at a time. */
  changesShown: 50,
  /** Letters of a text in which phrases are tried. */
  trialLength: 5_000,
} as const;
