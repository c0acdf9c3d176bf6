/** How long mail to ourselves is on its way. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';

export type RoundTrip = {
  mailboxId: string;
  at: Date;
  state: 'sending' | 'sent' | 'returned' | 'failed' | 'overdue';
  /** Until it was back and read; null while it is not. */
  seconds: number | null;
};

/** All of the time since then, oldest first: at most one in five minutes for each mailbox. */
export async function roundTripsSince(db: Kysely<DB>, since: Date): Promise<RoundTrip[]> {
  const { rows } = await sql<RoundTrip>`
    select mailbox_id as "mailboxId", created_at as at, state,
      extract(epoch from returned_at - created_at)::float8 as seconds
    from canary where purpose = 'canary' and created_at >= ${since} order by created_at`.execute(db);
  return rows;
}

/** Mailbox -> seconds of the last one that came back. */
export async function lastRoundTrips(db: Kysely<DB>): Promise<Map<string, number>> {
  const { rows } = await sql<{ mailboxId: string; seconds: number }>`
    select distinct on (mailbox_id) mailbox_id as "mailboxId",
      extract(epoch from returned_at - created_at)::float8 as seconds
    from canary where purpose = 'canary' and state = 'returned' order by mailbox_id, created_at desc`.execute(
    db,
  );
  return new Map(rows.map(({ mailboxId, seconds }) => [mailboxId, seconds]));
}
