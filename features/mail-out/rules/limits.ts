/** Caps on what leaves, each with its reason. */
export const mailOutLimits = {
  /** Recipients taken over from the message being answered: a reply to all of more people is a mailing, not an answer. */
  computedRecipients: 50,
  /** Message-IDs in References: the first says what the thread is, the last ones where we are. RFC 5322 sets no limit. */
  references: 40,
  /** One Message-ID; longer ones cannot be folded into a line of 998 octets (RFC 5322 section 2.1.1). */
  messageIdLength: 250,
  /** Characters of the customer's subject kept in ours: a subject of 20,000 characters is refused by relays. */
  subjectLength: 250,
  /** A display name in From, To, Cc. */
  nameLength: 100,
  /** The whole mail as it leaves. Most receivers refuse more than 25 MB; past this nobody takes it. */
  mailBytes: 40 * 1024 * 1024,
  /** Quoted history in characters: more makes every answer of a long thread larger than the last. */
  quotedLength: 100_000,
  /** Inline pictures of quoted history sent along. */
  quotedImages: 20,
  /** Bytes at the start of a received mail looked at for threading headers. */
  rawHeaderBytes: 64 * 1024,
  /** Reply of a relay kept as the reason, in characters. */
  reasonLength: 500,
} as const;
