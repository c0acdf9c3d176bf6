/** Live news between processes by LISTEN/NOTIFY: small hints of what changed, never the content. */

import { type Kysely, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { DB } from '#platform/database/schema.gen.ts';
import { isOpenTx, writeAtEnd } from '#platform/database/transaction.ts';
import type { Logger } from '#platform/log.ts';

/** A hint that a reader should look again. */
export type LiveHint =
  | { type: 'ticket'; ticketId: string }
  | { type: 'presence'; ticketId: string }
  | { type: 'delivery'; ticketId: string }
  | { type: 'quarantine' }
  /** Another model judges mail from now on. */
  | { type: 'topic-model' }
  /** How mail is fetched was changed. */
  | { type: 'mailboxes' }
  /** Somebody waits for the mail of one mailbox: its folders are looked at now. */
  | { type: 'look'; mailboxId: string };

const channel = 'posthaste_live';

/** Sends a hint when the transaction commits (or at once outside one). The same hint twice in one transaction goes once. */
export async function announce(db: Kysely<DB> | Transaction<DB>, hint: LiveHint): Promise<void> {
  if (isOpenTx(db)) writeAtEnd(db, notify, JSON.stringify(hint));
  else await notify(db, [JSON.stringify(hint)]);
}

async function notify(db: Kysely<DB>, hints: readonly string[]): Promise<void> {
  const once = [...new Set(hints)];
  await sql`select pg_notify(${channel}, hint) from unnest(${once}::text[]) as hint`.execute(db);
}

export type LiveFeed = {
  /** Calls back for every hint from any process; returns how to stop. `gap` is called after a lost connection: everything may have changed. */
  subscribe(onHint: (hint: LiveHint) => void, onGap: () => void): () => void;
  close(): Promise<void>;
};

const firstRetryMs = 250;
const longestRetryMs = 10_000;

/** One listening connection for this process, opened again when it breaks. */
export async function openLiveFeed(connection: pg.ClientConfig, log: Logger): Promise<LiveFeed> {
  const readers = new Set<{ onHint: (hint: LiveHint) => void; onGap: () => void }>();
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  async function connect(): Promise<void> {
    const fresh = new pg.Client(connection);
    fresh.on('error', (err) => lost(fresh, err));
    fresh.on('end', () => lost(fresh, null));
    fresh.on('notification', ({ payload }) => {
      if (!payload) return;
      // Only `announce` writes on this channel.
      const hint = JSON.parse(payload) as LiveHint;
      for (const reader of readers) reader.onHint(hint);
    });
    await fresh.connect();
    await fresh.query(`listen ${channel}`);
    client = fresh;
  }

  function lost(which: pg.Client, err: Error | null): void {
    if (closed || client !== which) return;
    client = null;
    log.warn({ err }, 'lost the live connection to the database, trying again');
    retry(firstRetryMs);
  }

  function retry(delayMs: number): void {
    if (closed) return;
    timer = setTimeout(() => {
      connect().then(
        () => {
          for (const reader of readers) reader.onGap();
        },
        () => retry(Math.min(delayMs * 2, longestRetryMs)),
      );
    }, delayMs);
  }

  await connect();
  return {
    subscribe(onHint, onGap) {
      const reader = { onHint, onGap };
      readers.add(reader);
      return () => readers.delete(reader);
    },
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      await client?.end();
    },
  };
}
