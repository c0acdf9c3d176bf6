/** Counts of automatic mail. Counting and spending happen under one lock, so racing workers cannot exceed a budget. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import { inTurn } from '#platform/database/shared-transaction.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { automaticMailLimits } from '../limits.ts';

/**
 * Runs `work` while nobody else counts or spends; between transactions the lock is held until the end of this one, so
 * take it as late as possible. What `work` spends must be asked for before it returns.
 */
export async function withBudget<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  return inTurn(tx, ['automatic-mail-budget'], async () => {
    // The lock leaves together with the first statement of the work and is carried out before it.
    const [, result] = await Promise.all([lock(tx), work()]);
    return result;
  });
}

async function lock(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('automatic-mail-budget', 0))`.execute(tx);
}

export type Counts = {
  ticketAndSender: number;
  recipient: number;
  /** Of the whole desk, since the breaker was last closed. */
  hour: number;
  breakerOpen: boolean;
};

/** Automatic mail so far, at `now`. */
export async function countAutomaticMail(
  tx: Tx,
  of: { brandId: string; ticketId: string; recipient: string; now: Date },
): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select
      (select count(*)::int from automatic_mail
        where ticket_id = ${of.ticketId} and recipient = ${of.recipient}
          and at > ${of.now}::timestamptz - interval '24 hours') as "ticketAndSender",
      (select count(*)::int from automatic_mail
        where recipient = ${of.recipient} and at > ${of.now}::timestamptz - interval '24 hours') as recipient,
      (select count(*)::int from automatic_mail
        where at > ${of.now}::timestamptz - interval '1 hour'
          and at > coalesce((select closed_at from automatic_mail_breaker where brand_id = ${of.brandId}),
            '-infinity')) as hour,
      exists (select 1 from automatic_mail_breaker where brand_id = ${of.brandId} and closed_at is null
        and opened_at > ${openSince(of.now)}) as "breakerOpen"`.execute(tx);
  return rows[0] ?? { ticketAndSender: 0, recipient: 0, hour: 0, breakerOpen: false };
}

/** Spends one. */
export async function spend(
  tx: Tx,
  of: { ticketId: string; recipient: string; kind: string; now: Date },
): Promise<void> {
  await tx
    .insertInto('automaticMail')
    .values({ id: newId(), ticketId: of.ticketId, recipient: of.recipient, kind: of.kind, at: of.now })
    .execute();
}

/** A breaker opened before this has closed by itself. */
function openSince(now: Date): Date {
  return new Date(now.getTime() - automaticMailLimits.breakerHours * 3_600_000);
}

/** Opens it. False when it was open already: one alarm is enough. */
export async function openBreaker(tx: Tx, brandId: string, reason: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into automatic_mail_breaker as known (brand_id, opened_at, reason) values (${brandId}, ${now}, ${reason})
    on conflict (brand_id) do update
      set opened_at = excluded.opened_at, reason = excluded.reason, closed_at = null, closed_by = null
      where known.closed_at is not null or known.opened_at <= ${openSince(now)}
    returning brand_id`.execute(tx);
  return rows.length > 0;
}

/** Closes it; the hour's budget begins anew. False when it was not open. */
export async function closeBreaker(tx: Tx, brandId: string, by: string, now: Date): Promise<boolean> {
  const rows = await tx
    .updateTable('automaticMailBreaker')
    .set({ closedAt: now, closedBy: by })
    .where('brandId', '=', brandId)
    .where('closedAt', 'is', null)
    .where('openedAt', '>', openSince(now))
    .returning('brandId')
    .execute();
  return rows.length > 0;
}

export type BreakerState = { open: boolean; openedAt: Date; reason: string; closedBy: string | null };

/** As it stands, with its last opening; null when it never was open. */
export async function readBreaker(db: Kysely<DB>, brandId: string, now: Date): Promise<BreakerState | null> {
  const row = await db
    .selectFrom('automaticMailBreaker')
    .selectAll()
    .where('brandId', '=', brandId)
    .executeTakeFirst();
  if (!row) return null;
  const { openedAt, reason, closedBy } = row;
  return { open: row.closedAt === null && openedAt > openSince(now), openedAt, reason, closedBy };
}

/** Breakers that stop automatic mail at `now`, of every brand. */
export async function openBreakers(db: Kysely<DB>, now: Date): Promise<{ openedAt: Date; reason: string }[]> {
  return db
    .selectFrom('automaticMailBreaker')
    .select(['openedAt', 'reason'])
    .where('closedAt', 'is', null)
    .where('openedAt', '>', openSince(now))
    .execute();
}

/** Automatic mails of the last hour. */
export async function countLastHour(db: Kysely<DB>, now: Date): Promise<number> {
  const { count } = await db
    .selectFrom('automaticMail')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('at', '>', new Date(now.getTime() - 3_600_000))
    .executeTakeFirstOrThrow();
  return count;
}
