/** What tickets needs from features above it; they implement it, the app wires it (`apps/posthaste`). */
import type { Tx } from '#platform/database/transaction.ts';
import type { Actor } from '#platform/permit/actor.ts';

export type Recipient = { name: string; address: string; reason: string };

export type Recipients = {
  from: { name: string; address: string };
  to: Recipient[];
  cc: Recipient[];
};

export type OutgoingReply = {
  ticketId: string;
  /** The message row already written by tickets. */
  messageId: string;
  answering: string | null;
  html: string;
  text: string;
  includeQuote: boolean;
  files: { filename: string; contentType: string; size: number; sha256: string; contentId: string | null }[];
  to: { name: string; address: string }[];
  cc: { name: string; address: string }[];
  bcc: { name: string; address: string }[];
  agentName: string;
  dueAt: Date;
  scheduled: boolean;
};

/** How an answer leaves; implemented by mail-out. */
export type Outbox = {
  /** Computes who an answer goes to from the message being answered (invariant 8). */
  recipients(db: Tx, ticketId: string, answering: string | null): Promise<Recipients>;
  /** Writes the outbox row, and its Message-ID onto the message, in the same transaction. */
  queue(tx: Tx, reply: OutgoingReply): Promise<{ messageIdHeader: string; subject: string }>;
  /** Takes it back while it is still queued. Throws `too-late-to-undo` otherwise. */
  cancel(tx: Tx, messageId: string): Promise<void>;
  /** Queues a failed or unknown mail once more, under the same Message-ID. Throws `not-retryable`. */
  retry(tx: Tx, messageId: string, actor: Actor): Promise<void>;
};
