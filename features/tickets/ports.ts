/** What tickets needs from features above it; they implement it, the app wires it (`apps/posthaste`). */
import type { Kysely } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { LiveFeed } from '#platform/events/live.ts';
import type { Actor } from '#platform/permit/actor.ts';
import type { ListFilter } from './rules/list-filter.ts';
import type { PageKey } from './store/ticket-rows.ts';

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

/** How far one outgoing message got; the shape screens and API show. */
export type Delivery = {
  state: 'scheduled' | 'queued' | 'sending' | 'accepted' | 'failed' | 'unknown' | 'cancelled';
  /** Plain sentence with the reason when failed, unknown or waiting for another try. */
  reason: string | null;
  /** When it is due: end of the undo window, time chosen, or next try. Null once it left. */
  dueAt: Date | null;
  /** When it was accepted. */
  at: Date | null;
  captured: boolean;
  retryable: boolean;
};

/** How an answer leaves; implemented by mail-out. */
export type Outbox = {
  /** How far the outgoing messages got, by message id; messages that never were mail are absent. */
  deliveries(db: Kysely<DB>, messageIds: readonly string[]): Promise<ReadonlyMap<string, Delivery>>;
  /** Computes who an answer goes to from the message being answered (invariant 8). */
  recipients(db: Tx, ticketId: string, answering: string | null): Promise<Recipients>;
  /** Writes the outbox row, and its Message-ID onto the message, in the same transaction. */
  queue(tx: Tx, reply: OutgoingReply): Promise<{ messageIdHeader: string; subject: string }>;
  /** Takes it back while it is still queued. Throws `too-late-to-undo` otherwise. */
  cancel(tx: Tx, messageId: string): Promise<void>;
  /** Queues a failed or unknown mail once more, under the same Message-ID, and tells to whom. Throws `not-retryable`. */
  retry(tx: Tx, messageId: string, actor: Actor): Promise<string[]>;
};

/** Finds tickets by words; implemented by search. Ids come newest change first. */
export type TicketSearch = (asked: {
  query: string;
  filter: ListFilter;
  after: PageKey | null;
  limit: number;
  /** Who `assignee:me` is; null for a key. */
  agentId: string | null;
}) => Promise<{ ids: string[]; next: PageKey | null }>;

/** All that the ticket routes need from elsewhere. */
export type TicketPorts = {
  outbox: Outbox;
  search: TicketSearch;
  live: LiveFeed;
  /** How many mails wait in quarantine, counting no further than `most`; mail-in knows. */
  countQuarantine(most: number): Promise<number>;
};
