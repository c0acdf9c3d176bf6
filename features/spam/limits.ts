/** Caps of the spam filter, each with its reason. */
export const spamLimits = {
  /** Marked mails of each kind before our own filter says anything: with fewer it knows writers, not spam. */
  spamLessons: 50,
  hamLessons: 100,
  /** Characters of a mail that are looked at: spam says what it wants at once. */
  readCharacters: 20_000,
  /** Different words of a mail. */
  words: 400,
  /** Words that decide, the clearest first; more only repeat what they say. */
  decidingWords: 40,
  /** Fewer clear words than this are no ground for a verdict. */
  leastDecidingWords: 8,
  /** A word must stand in this many taught mails before it counts: one mail is an accident. */
  leastSeen: 2,
  /** How sure it must be before a mail is held. */
  holdAt: 0.995,
  /** Words that are shown with a verdict. */
  shownWords: 8,
  /** Milliseconds for which a process remembers settings and how much was taught. */
  freshMilliseconds: 5_000,
  /** Bytes of an answer of rspamd; it lists some hundred symbols at most. */
  rspamdAnswerBytes: 1024 * 1024,
  /** Bytes of a mail that rspamd is asked about; spam is small. */
  rspamdMailBytes: 10 * 1024 * 1024,
  /** Seconds after a failure in which rspamd is not asked: mail must not wait for its timeout one by one. */
  rspamdPauseSeconds: 15,
} as const;
