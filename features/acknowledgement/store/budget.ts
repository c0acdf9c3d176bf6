/** Counts of automatic mail. Counting and spending happen under one lock, so racing workers cannot exceed a budget. */
import { sql } from 'kysely';
import { inTurn } from '#platform/database/shared-transaction.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';

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

export type Counts = { ticketAndSender: number; recipient: number; hour: number };

/** Automatic mail so far, at `now`. */
export async function countAutomaticMail(
  tx: Tx,
  of: { ticketId: string; recipient: string; now: Date },
): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select
      (select count(*)::int from automatic_mail
        where ticket_id = ${of.ticketId} and recipient = ${of.recipient}
          and at > ${of.now}::timestamptz - interval '24 hours') as "ticketAndSender",
      (select count(*)::int from automatic_mail
        where recipient = ${of.recipient} and at > ${of.now}::timestamptz - interval '24 hours') as recipient,
      (select count(*)::int from automatic_mail
        where at > ${of.now}::timestamptz - interval '1 hour') as hour`.execute(tx);
  return rows[0] ?? { ticketAndSender: 0, recipient: 0, hour: 0 };
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

/** True when the alarm of the breaker was raised in the last hour: one alarm is enough. */
export async function alarmRaised(tx: Tx, brandId: string, now: Date): Promise<boolean> {
  // The kind is written out: only so does a kept plan know that the small index of alarms holds all there is to find.
  const { rows } = await sql`/* keep plan */
    select id from event
    where brand_id = ${brandId} and kind = 'automatic-mail-stopped' and at > ${now}::timestamptz - interval '1 hour'
    limit 1`.execute(tx);
  return rows.length > 0;
}
