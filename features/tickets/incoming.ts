/** What mail-in (and later chat, phone, portal) hands to tickets: one message of a customer, already judged. */
import type { Lane } from './contract.ts';

/** Why a message landed where it did: a machine reason, notes for people, how sure. */
export type ThreadVerdict = {
  code: 'new' | 'token' | 'reference' | 'late-parent' | 'portal' | 'released';
  notes: string[];
  confidence: number;
};

export type IncomingFile = {
  filename: string;
  contentType: string;
  sniffedType: string | null;
  size: number;
  sha256: string;
  contentId: string | null;
  inline: boolean;
  origin: 'part' | 'tnef' | 'rfc822' | 'upload';
  warning: string | null;
};

export type IncomingMessage = {
  brandId: string;
  mailboxId: string | null;
  teamId: string | null;
  inboundMailId: string | null;
  /** Where it goes: a new ticket, or one that exists (a merged one resolves to its survivor). */
  target: { kind: 'new' } | { kind: 'existing'; ticketId: string };
  verdict: ThreadVerdict;
  /** Tickets it may belong to; shown, never acted on. */
  proposals: { ticketId: string; reason: string }[];
  author: { personId: string; name: string; address: string };
  /** Role on an existing ticket when the author is not a participant yet; null: a mail server's report, nobody joins by it. */
  role: 'requester' | 'cc' | 'unverified' | null;
  lane: Lane;
  laneReasons: string[];
  /** The lane doubts only that the sender belongs to another ticket, not who they are. */
  doubtAboutOther: boolean;
  subject: string;
  /** Readable title: the subject without reply marks, or words from the body when it is empty. */
  title: string;
  text: string;
  html: string | null;
  visibleText: string;
  quotedText: string;
  signature: string;
  to: { name: string; address: string }[];
  cc: { name: string; address: string }[];
  /** Where the writer wants answers (RFC 5322 section 3.6.2); empty when the header is absent. */
  replyTo: { name: string; address: string }[];
  messageIdHeader: string | null;
  inReplyTo: string | null;
  references: string[];
  /** Made by a machine: recorded, but never reopens, never counts as the customer speaking. */
  automatic: boolean;
  /** It is a delivery report: about a mail that could not be delivered, or is late; null for every other mail. */
  report: 'failed' | 'delayed' | 'other' | null;
  /** Machine reason why no automatic mail may answer it (RFC 3834, bulk, list, null return path), or null. */
  noAutoReply: string | null;
  remoteImageCount: number;
  warnings: { code: string; note: string }[];
  files: IncomingFile[];
  language: string | null;
  /** When the writer says they wrote it (never in the future), for the order of the conversation. */
  at: Date;
  /** Old mail that came in at once: its ticket stands in the lists where it would have stood by then. */
  backfill: boolean;
};

export type IncomingResult = { ticketId: string; ticketNumber: number; messageId: string; opened: boolean };
