/** The tables `mail_way` and `mail_way_sample`. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { healthLimits } from '../limits.ts';
import type { Standing } from '../rules/follow-trouble.ts';
import type { WayState, WayVerdict } from '../rules/judge-way.ts';

export type WayRow = {
  id: string;
  address: string | null;
  firstSeenAt: Date;
  lastSuccessAt: Date | null;
  lastFailureAt: Date | null;
  lastError: string;
  refused: boolean;
  state: WayState;
  reason: string;
  since: Date;
  troubleSince: Date | null;
  lagSeconds: number;
  decidedAt: Date | null;
  alarmedAt: Date | null;
};

/** The way of a mailbox that is fetched. */
export function wayOfMailbox(mailboxId: string): string {
  return `mailbox:${mailboxId}`;
}

/** The way of mail to ourselves: out by the relay, back in by this mailbox. */
export function roundTripOf(mailboxId: string): string {
  return `round-trip:${mailboxId}`;
}

/** The mailbox that a way is about; null: none. */
export function mailboxOf(way: string): string | null {
  const [, id] = /^(?:mailbox|round-trip):(.+)$/.exec(way) ?? [];
  return id ?? null;
}

/** Notes that the way works, unless that was noted a moment ago and nothing has failed since. */
export async function noteSuccess(db: Kysely<DB> | Tx, way: string, at: Date): Promise<void> {
  await sql`
    insert into mail_way as known (id, mailbox_id, last_success_at, first_seen_at, since) values
      (${way}, ${mailboxOf(way)}::uuid, ${at}, ${at}, ${at})
    on conflict (id) do update set last_success_at = excluded.last_success_at
    where known.last_success_at is null or known.last_failure_at >= known.last_success_at
      or known.last_success_at < excluded.last_success_at - make_interval(secs => ${healthLimits.noteEvery})`.execute(
    db,
  );
}

export type Failure = { words: string; refused: boolean };

/** Notes what went wrong. */
export async function noteFailure(db: Kysely<DB>, way: string, failure: Failure, at: Date): Promise<void> {
  const words = failure.words.replaceAll('\0', '').toWellFormed().slice(0, healthLimits.errorCharacters);
  await sql`
    insert into mail_way (id, mailbox_id, last_failure_at, last_error, refused, first_seen_at, since) values
      (${way}, ${mailboxOf(way)}::uuid, ${at}, ${words}, ${failure.refused}, ${at}, ${at})
    on conflict (id) do update set last_failure_at = excluded.last_failure_at, last_error = excluded.last_error,
      refused = excluded.refused`.execute(db);
}

/** Makes a way known before anything was heard of it: from now on silence counts. */
export async function expectWay(db: Kysely<DB>, way: string, at: Date): Promise<void> {
  await sql`
    insert into mail_way (id, mailbox_id, first_seen_at, since) values (${way}, ${mailboxOf(way)}::uuid, ${at}, ${at})
    on conflict (id) do nothing`.execute(db);
}

/** The way is no longer used: nothing is said of it any more. */
export async function forgetWay(db: Kysely<DB>, way: string): Promise<void> {
  await db.deleteFrom('mailWay').where('id', '=', way).execute();
}

function ways(db: Kysely<DB>) {
  return db
    .selectFrom('mailWay')
    .leftJoin('mailbox', 'mailbox.id', 'mailWay.mailboxId')
    .select([
      'mailWay.id',
      'mailbox.address',
      'firstSeenAt',
      'lastSuccessAt',
      'lastFailureAt',
      'lastError',
      'refused',
    ])
    .select(['state', 'reason', 'since', 'troubleSince', 'lagSeconds', 'decidedAt', 'alarmedAt'])
    .orderBy('mailWay.id');
}

// `state` has a check constraint with exactly these words.
function toWay(row: Omit<WayRow, 'state'> & { state: string }): WayRow {
  return { ...row, state: row.state as WayState };
}

/** Every way that was ever reported, by its id. */
export async function listWays(db: Kysely<DB>): Promise<WayRow[]> {
  return (await ways(db).execute()).map(toWay);
}

/** The same, held until the transaction ends: two processes that judge at once take turns. */
export async function lockWays(tx: Tx): Promise<WayRow[]> {
  return (await ways(tx).forUpdate('mailWay').execute()).map(toWay);
}

/** Writes what was decided, and keeps a sample of it. */
export async function writeVerdict(
  tx: Tx,
  id: string,
  { reason, lagSeconds }: WayVerdict,
  standing: Standing,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('mailWay')
    .set({ ...standing, reason, lagSeconds, decidedAt: at })
    .where('id', '=', id)
    .execute();
  await sql`
    insert into mail_way_sample (way_id, at, state, lag_seconds)
    values (${id}, date_trunc('minute', ${at}::timestamptz), ${standing.state}, ${lagSeconds})
    on conflict (way_id, at) do update set state = excluded.state, lag_seconds = excluded.lag_seconds`.execute(
    tx,
  );
}

export type Sample = { wayId: string; at: Date; state: string; lagSeconds: number };

/** The worst of every ten minutes since then, oldest first: a day is 144 points a way. */
export async function samplesSince(db: Kysely<DB>, since: Date): Promise<Sample[]> {
  const { rows } = await sql<Sample>`
    select way_id, date_bin('10 minutes', at, timestamptz '2000-01-01Z') as at, max(lag_seconds)::int as lag_seconds,
      (array['ok', 'late', 'failing', 'refused'])[max(array_position(array['ok', 'late', 'failing', 'refused'], state))] as state
    from mail_way_sample where at >= ${since} group by 1, 2 order by 1, 2`.execute(db);
  return rows;
}

/** Removes samples that no graph shows any more. */
export async function sweepSamples(db: Kysely<DB>, now: Date): Promise<void> {
  const before = new Date(now.getTime() - healthLimits.sampleHours * 3_600_000);
  await db.deleteFrom('mailWaySample').where('at', '<', before).execute();
}
