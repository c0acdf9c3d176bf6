import type { StatedAuth } from './stated-auth.ts';

/**
 * What the parser makes of one mail: plain data, safe to send between threads and to store as JSON.
 *
 * Every value is decoded (RFC 2047 words, charsets), trimmed of control characters and within the
 * caps of `mail/limits.ts`. A mail that is partly unreadable still gives a ParsedMail: what could
 * not be read is named in `warnings`.
 */
export type MailAddress = {
  /** Display name, '' when there is none or it only repeats the address. */
  name: string;
  /** addr-spec as written, domain in lower case; '' when the header had a name only. */
  address: string;
};

export type ParsedAttachment = {
  /** File name for display only, never a path: see `mail/file-name.ts`. */
  filename: string | null;
  /** Declared content type, lower case, without parameters. */
  contentType: string;
  /** What the first bytes say it is, or null when they say nothing. */
  sniffedType: string | null;
  /** Decoded length in bytes. */
  size: number;
  /** Lower-case hex SHA-256 of the decoded bytes. */
  sha256: string;
  /** Content-ID without angle brackets, or null. */
  contentId: string | null;
  /** True when the HTML part shows it by `cid:` (or Content-Location); the header does not decide. */
  inline: boolean;
  /** Where it came from: a part of the mail itself, or unpacked from winmail.dat / message/rfc822. */
  origin: 'part' | 'tnef' | 'rfc822';
  /** Decoded bytes. */
  content: Uint8Array;
};

/**
 * What a report says: `failed` for good, `delayed` (a notice, not a failure), `delivered`, `relayed` to a server that reports
 * no further, `expanded` to the members of a list (RFC 3464 2.3.3), or a `complaint` of a reader about the mail (RFC 5965).
 */
export type BounceKind = 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded' | 'complaint';

/** Why a mail was not delivered, from status (RFC 3463) and words. */
export type BounceCause =
  | 'no-such-address'
  | 'no-such-domain'
  | 'mailbox-full'
  | 'mailbox-closed'
  | 'too-large'
  | 'blocked'
  | 'gave-up'
  | 'loop'
  | 'unreachable'
  | 'other';

/** What a report says of one recipient (RFC 3464 2.3). */
export type ReportedRecipient = {
  /** Where it could not be delivered (Final-Recipient); null when the report does not say. */
  address: string | null;
  /** What the sender wrote, when that was another address (Original-Recipient). */
  originalAddress: string | null;
  kind: BounceKind;
  /** RFC 3463 code such as '5.1.1', or null. */
  status: string | null;
  cause: BounceCause;
  diagnostic: string | null;
  /** The server that refused it (Remote-MTA). */
  remoteServer: string | null;
  /** ISO 8601 UTC: until when delivery is tried (Will-Retry-Until). */
  retryUntil: string | null;
};

/** A delivery report (RFC 3464), a common one without that form, or a complaint (RFC 5965). */
export type ParsedBounce = {
  /** The first four are those of the recipient that matters most: a failure before everything else. */
  failedRecipient: string | null;
  status: string | null;
  kind: BounceKind;
  /** Human-readable reason (Diagnostic-Code) when there is one. */
  diagnostic: string | null;
  cause: BounceCause;
  /** Message-ID of the returned mail when the report carries it. */
  originalMessageId: string | null;
  /** Every recipient the report names, at most `mailLimits.reportedRecipients`. */
  recipients: ReportedRecipient[];
  /** The server that writes (Reporting-MTA), and when the mail came to it (Arrival-Date, ISO 8601 UTC). */
  reportingServer: string | null;
  arrivedAt: string | null;
  /** How it was read: 'rfc3464', 'arf', or the program whose own words it is written in. */
  form: string;
};

/** Mail that machines send about mail, and that is neither a bounce nor written by anybody. */
export type MachineReport = 'read-receipt' | 'dmarc' | 'tls' | 'calendar-reply';

/** A mail that came attached as a whole (message/rfc822): what its header says, and its words. */
export type AttachedMail = {
  from: MailAddress | null;
  subject: string;
  date: string | null;
  text: string;
};

export type MailWarning = {
  /** Stable id such as 'charset-guessed', 'part-limit', 'bad-date', 'time-limit'. */
  code: string;
  /** One plain sentence for the agent. */
  note: string;
};

export type ParsedMail = {
  subject: string;
  from: MailAddress | null;
  sender: MailAddress | null;
  replyTo: MailAddress[];
  to: MailAddress[];
  cc: MailAddress[];
  /** Delivered-To, X-Original-To, X-Envelope-To: where our token may hide when To lost it. */
  deliveredTo: string[];
  /** Without angle brackets; null when the mail has none. */
  messageId: string | null;
  inReplyTo: string | null;
  /** Oldest first, without angle brackets, at most `limits.maxReferences`. */
  references: string[];
  /** ISO 8601 UTC, null when absent or unreadable. */
  date: string | null;
  /** Whole plain text: the text part, or the HTML part as text. Line ends are '\n'. */
  text: string;
  /** Whole HTML as received (decoded, not sanitised), or null. */
  html: string | null;
  /** Only what the writer newly wrote: text less quoted history and signature. */
  visibleText: string;
  signature: string;
  quotedText: string;
  attachments: ParsedAttachment[];
  /** The only mail attached to this one; null when there is none, or more than one. */
  attachedMail: AttachedMail | null;
  /** Made by a machine (RFC 3834 and practice). */
  autoSubmitted: boolean;
  /** No automatic mail may answer this (autoSubmitted, bulk, list, loop marker, null return path). */
  noAutoReply: boolean;
  /** A machine that answers whatever comes to it: an absence note. */
  autoReply: boolean;
  /** Machine reason for the two above, e.g. 'auto-submitted', 'precedence-bulk', 'list-id'; null when a person wrote it. */
  automationReason: string | null;
  /** The header by which a filter on the way called it spam, e.g. 'x-spam-flag'; null when none did. */
  spamSign: string | null;
  /** The header by which a virus scanner on the way called it infected; null when none did. */
  virusSign: string | null;
  bounce: ParsedBounce | null;
  /** ISO 639-1: what its words are written in; null when there are too few to tell. */
  language: string | null;
  /** ISO 639-1, from Content-Language (RFC 3282): Outlook and Thunderbird declare the language of their own menus. */
  declaredLanguage: string | null;
  /** Another report of a machine, e.g. a read receipt (RFC 8098); null for all other mail. */
  machineReport: MachineReport | null;
  /** What servers on the way say of the sender; a claim until a mailbox trusts the server. */
  statedAuth: StatedAuth;
  warnings: MailWarning[];
};
