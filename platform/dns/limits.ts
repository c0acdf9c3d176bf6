/** Caps on questions to the DNS, each with its reason. Names come from mail, so a stranger chooses them. */
export const dnsLimits = {
  /** One question to one server; a healthy resolver answers within a tenth of that. */
  questionMs: 1_500,
  /** Times a question is asked before it counts as unanswered. */
  tries: 2,
  /** Node tells no time to live of TXT records; five minutes is the least that large senders publish. */
  answerMs: 300_000,
  /** RFC 2308 section 5: "there is none" may be kept as well; shorter, because people wait for records they just made. */
  noAnswerMs: 60_000,
  /** A server that failed (RFC 2308 section 7.1 allows up to five minutes); a short fault must not last. */
  failureMs: 15_000,
  /** Answers remembered, some kilobytes each at most: 64 KiB is the largest a DNS message can be. */
  cachedAnswers: 5_000,
  /** Questions on the way at a time; more count as unanswered. */
  questionsAtOnce: 200,
  /** Bytes of one answer that are looked at; larger ones count as failure. SPF, DKIM and DMARC need under 4 KiB. */
  answerBytes: 16_384,
  /** Records in one answer that are looked at. */
  records: 100,
  /** So many unanswered questions in a row, and nobody is asked for `silenceMs`: mail is then read without checks. */
  unansweredInARow: 6,
  silenceMs: 10_000,
} as const;
