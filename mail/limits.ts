/**
 * Caps on everything a stranger can make large. A cap never loses mail: what lies beyond it stays in the
 * stored raw bytes and is named in `ParsedMail.warnings`.
 */
export const mailLimits = {
  /** One header field, folded lines included. Real ones stay under 16 KiB; RFC 5322 has no bound, parsers need one. */
  headerFieldBytes: 64 * 1024,
  /** Address fields may be longer: a mail to thousands of people is legal and is read up to `addresses`. */
  addressFieldBytes: 256 * 1024,
  /** All fields of one header block. Beyond it we keep looking only for the end of the header. */
  headerBlockBytes: 512 * 1024,
  /** Fields in one header block; long relay chains stay under 200. */
  headerFields: 2_000,
  /** Addresses kept of To, Cc, ... together with their names. Nobody reads more, and each costs database rows. */
  addresses: 500,
  /** Ids kept of References: the first (root of the thread) and the newest. */
  references: 100,
  /** Longest message id that is taken; RFC 5322 lines end at 998 characters. */
  messageIdLength: 998,
  /** Nested multiparts. Real mail stays under 8. */
  depth: 20,
  /** Parts of one mail, containers included. */
  parts: 100,
  /** Attachments listed, those unpacked from winmail.dat and forwarded mails included. */
  attachments: 200,
  /** Forwarded mails inside forwarded mails that are unpacked; each level is a whole parse. */
  rfc822Depth: 5,
  /** Decoded bytes unpacked from winmail.dat and forwarded mails, beyond the parts themselves. */
  unpackedBytes: 64 * 1024 * 1024,
  /** Characters of the plain text. A novel has 500,000; search and screens need a bound. */
  textLength: 1_000_000,
  /** Characters of the HTML that is kept for display. */
  htmlLength: 4_000_000,
  /** Nesting of HTML elements that is followed; deeper elements count as their ancestor. */
  htmlDepth: 256,
  /** Lines in which quotes are searched; the rest follows the last state. */
  quoteLines: 20_000,
  /** Longest line that pattern rules look at; longer ones are never an attribution. */
  quoteLineLength: 1_000,
  /** A subject longer than this is shown cut; RFC 5322 recommends 78 per line. */
  subjectLength: 2_000,
  /** Display name of a person. */
  nameLength: 320,
  /** RFC 5321 4.5.3.1.3: a path has at most 256 octets; some room for what is seen in practice. */
  addressLength: 512,
  /** File name for display. File systems end at 255. */
  fileNameLength: 200,
  /** Recipients of one report that are read; a mailing to more people is not ours. */
  reportedRecipients: 200,
  /** Lines and characters of the words of a report that are looked at; what follows is the returned mail. */
  reportLines: 400,
  reportCharacters: 40_000,
  /** Words of a server kept as the reason. */
  diagnosticLength: 1_000,
  /** Warnings kept; a hostile mail can make thousands. */
  warnings: 50,
  /** Time one mail may take in a worker before the worker is ended, in milliseconds. */
  parseMilliseconds: 15_000,
  /** Old-space heap of one parse worker, in MiB. Attachment bytes live outside it. */
  parseHeapMiB: 384,
} as const;

/** Caps on what servers on the way say about the sender (`auth-results.ts`). What is beyond them is not believed. */
export const authResultsLimits = {
  /** One field; those of large providers stay under 2,000 characters. */
  characters: 8_192,
  /** Findings in one field: a mail may carry some DKIM signatures, each with a finding of its own. */
  results: 50,
  /** Properties of one finding; RFC 8601 registers 3 or 4 a method. */
  properties: 20,
  /** Comments inside comments. */
  commentDepth: 8,
  /** RFC 8617 section 4.2.1 allows 50 sets; a chain of real forwarders has 2 or 3. */
  arcSets: 20,
} as const;

/** Caps on checking a sender (`check-sender.ts`); beyond them a mail stays unproven, never unread. */
export const senderCheckLimits = {
  /** The whole check of one mail. Mail is read by then anyway; a DNS that is away must not hold up the next one. */
  milliseconds: 5_000,
  /** DKIM signatures and ARC seals together: each costs a question and a public-key operation. Real mail has up to 8. */
  signatures: 15,
  /** Public keys kept ready, a kilobyte each: what the senders of a day need, many times over. */
  cachedKeys: 2_000,
  /** Questions to the DNS for one mail: SPF alone may ask 10 and what each leads to (RFC 7208 section 4.6.4). */
  questions: 100,
  /** Bytes at the beginning of a mail in which signatures are looked for. */
  headerBytes: 256 * 1024,
  /** Lines of a header whose signatures are checked; a mail to hundreds of people has that many hundred. */
  headerLines: 5_000,
  /** Blanks and line ends after each other in such a header; a fold has a few. */
  blanks: 500,
  /** RFC 8301 section 3.2: shorter RSA keys prove nothing. */
  keyBits: 1_024,
} as const;
