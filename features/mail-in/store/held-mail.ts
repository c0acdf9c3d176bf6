/** Held mail that leaves: told first, removed later. The ledger row stays, with its fate and its reason. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { type Keeping, noticeMs } from '../rules/expiry.ts';

/** One row a reason: how long it is kept, and how long it is told before. */
function terms(keeping: Keeping) {
  const rows = Object.entries(keeping).map(([reason, days]) => ({
    reason,
    keepMs: days * 86_400_000,
    noticeMs: noticeMs(days),
  }));
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) as term (reason text, "keepMs" float8, "noticeMs" float8)`;
}

/** Notes that the mails whose time comes are told now; returns how many are new among them. */
export async function tellExpiring(tx: Tx, keeping: Keeping, now: Date): Promise<number> {
  const { rows } = await sql`
    update inbound_mail set expiry_told_at = ${now} from ${terms(keeping)}
    where fate = 'quarantine' and removed_at is null and expiry_told_at is null and fate_reason = term.reason
      and done_at <= ${now}::timestamptz - (term."keepMs" - term."noticeMs") * interval '1 millisecond'
    returning inbound_mail.id`.execute(tx);
  return rows.length;
}

export type HeldBytes = { id: string; rawSha256: string };

/** Mails whose time and notice are over, held until the transaction ends. */
export async function lockExpired(tx: Tx, keeping: Keeping, now: Date, most: number): Promise<HeldBytes[]> {
  const { rows } = await sql<HeldBytes>`
    select inbound_mail.id, raw_sha256 as "rawSha256" from inbound_mail join ${terms(keeping)} on fate_reason = term.reason
    where fate = 'quarantine' and removed_at is null
      and expiry_told_at <= ${now}::timestamptz - term."noticeMs" * interval '1 millisecond'
      and done_at <= ${now}::timestamptz - term."keepMs" * interval '1 millisecond'
    limit ${most} for update of inbound_mail skip locked`.execute(tx);
  return rows;
}

/** Mails of the desk to itself that came back before then, held until the transaction ends. */
export async function lockOldCanaries(tx: Tx, before: Date, most: number): Promise<HeldBytes[]> {
  return tx
    .selectFrom('inboundMail')
    .select(['id', 'rawSha256'])
    .where('fate', '=', 'canary')
    .where('removedAt', 'is', null)
    .where('doneAt', '<', before)
    .limit(most)
    .forUpdate()
    .skipLocked()
    .execute();
}

/** Those of the mails that are held still, held until the transaction ends. */
export async function lockHeld(tx: Tx, id: string): Promise<(HeldBytes & { fromAddress: string }) | null> {
  const row = await tx
    .selectFrom('inboundMail')
    .select(['id', 'rawSha256', 'fromAddress'])
    .where('id', '=', id)
    .where('fate', '=', 'quarantine')
    .where('removedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Notes that they are gone, and by whom. */
export async function noteRemoved(tx: Tx, ids: readonly string[], by: string, at: Date): Promise<void> {
  await tx
    .updateTable('inboundMail')
    .set({ removedAt: at, removedBy: by })
    .where('id', 'in', [...ids])
    .execute();
}

/** Held mails by reason, and how many of them were told to leave. */
export async function countHeld(
  db: Kysely<DB>,
): Promise<{ reason: string | null; held: number; leavesSoon: number }[]> {
  return db
    .selectFrom('inboundMail')
    .select((select) => [
      'fateReason as reason',
      select.fn.countAll<number>().as('held'),
      select.fn.count<number>('expiryToldAt').as('leavesSoon'),
    ])
    .where('fate', '=', 'quarantine')
    .where('removedAt', 'is', null)
    .groupBy('fateReason')
    .execute();
}
