/** The table `canary`: mails of the desk to itself. Every change of state is one conditional update. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { healthLimits } from '../limits.ts';

export type CanaryPurpose = 'canary' | 'test';

/** Adds one that is to be sent now. False when one by the clock is under way to the mailbox already. */
export async function addCanary(
  tx: Tx,
  canary: { id: string; brandId: string; mailboxId: string; purpose: CanaryPurpose; at: Date },
): Promise<boolean> {
  const { at, ...row } = canary;
  const expiresAt = new Date(at.getTime() + healthLimits.canaryHours * 3_600_000);
  const added = await tx
    .insertInto('canary')
    .values({ ...row, state: 'sending', createdAt: at, expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/** For whoever sends it: true once in its life, so that a job that runs again sends nothing twice. */
export async function takeCanary(db: Kysely<DB>, id: string, at: Date): Promise<boolean> {
  const result = await db
    .updateTable('canary')
    .set({ takenAt: at })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .where('takenAt', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** What became of sending it. One that has come back meanwhile stays so. */
export async function noteCanarySent(db: Kysely<DB>, id: string, error: string | null): Promise<void> {
  const words = (error ?? '').replaceAll('\0', '').toWellFormed().slice(0, healthLimits.errorCharacters);
  await db
    .updateTable('canary')
    .set({ state: error === null ? 'sent' : 'failed', error: words })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .execute();
}

export type ReturnedCanary = { mailboxId: string; purpose: CanaryPurpose; createdAt: Date };

/** Takes its token for used; null when there is no such canary, it came back before, or its time is over. */
export async function noteCanaryReturned(
  tx: Tx,
  id: string,
  back: { inboundMailId: string; at: Date },
): Promise<ReturnedCanary | null> {
  const row = await tx
    .updateTable('canary')
    .set({ state: 'returned', returnedAt: back.at, inboundMailId: back.inboundMailId })
    .where('id', '=', id)
    // Also one that the relay seemed to refuse: it is ours all the same.
    .where('state', '!=', 'returned')
    .where('expiresAt', '>', back.at)
    .returning(['mailboxId', 'purpose', 'createdAt'])
    .executeTakeFirst();
  // `purpose` has a check constraint with exactly these words.
  return row ? { ...row, purpose: row.purpose as CanaryPurpose } : null;
}

/** Those that are not back in time make room for the next; they may still come. */
export async function noteOverdue(db: Kysely<DB>, now: Date): Promise<void> {
  await db
    .updateTable('canary')
    .set({ state: 'overdue' })
    .where('state', 'in', ['sending', 'sent'])
    .where('createdAt', '<', new Date(now.getTime() - healthLimits.roundTripWithin * 1000))
    .execute();
}

/** Ends one that nobody waits for any more. */
export async function giveCanaryUp(db: Kysely<DB>, id: string): Promise<void> {
  await db
    .updateTable('canary')
    .set({ state: 'overdue' })
    .where('id', '=', id)
    .where('state', 'in', ['sending', 'sent'])
    .execute();
}

/** Removes rows past their time; the ledger keeps the fate of their mail. */
export async function sweepCanaries(db: Kysely<DB>, now: Date): Promise<void> {
  await db
    .deleteFrom('canary')
    .where('createdAt', '<', new Date(now.getTime() - healthLimits.canaryKeepDays * 86_400_000))
    .where('expiresAt', '<', now)
    .execute();
}

/** When the last one was sent to a mailbox, by the clock; null: never. Workers that ask at once take turns. */
export async function lockLastCanary(tx: Tx, mailboxId: string): Promise<Date | null> {
  await tx.selectFrom('mailbox').select('id').where('id', '=', mailboxId).forNoKeyUpdate().execute();
  const row = await tx
    .selectFrom('canary')
    .select('createdAt')
    .where('mailboxId', '=', mailboxId)
    .where('purpose', '=', 'canary')
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.createdAt ?? null;
}

export type CanaryFacts = {
  state: string;
  createdAt: Date;
  error: string;
  /** Of the ledger, when it has come back. */
  mail: { receivedAt: Date; doneAt: Date | null; source: string } | null;
};

/** One canary, for whoever waits for it. */
export async function findCanary(db: Kysely<DB>, id: string): Promise<CanaryFacts | null> {
  const row = await db
    .selectFrom('canary')
    .leftJoin('inboundMail', 'inboundMail.id', 'canary.inboundMailId')
    .select(['canary.state', 'canary.createdAt', 'canary.error'])
    .select(['inboundMail.receivedAt', 'inboundMail.doneAt', 'inboundMail.source'])
    .where('canary.id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const { state, createdAt, error, receivedAt, doneAt, source } = row;
  return { state, createdAt, error, mail: receivedAt && source ? { receivedAt, doneAt, source } : null };
}

/** What the round trips of one mailbox say of its way. */
export type RoundTripFacts = {
  mailboxId: string;
  /** Since when the oldest is away that was sent after the last that came back. */
  awaySince: Date | null;
  /** Whether the newest could not be sent. */
  sendingFailed: boolean;
};

/** Of every mailbox that has any. Tests count not: somebody watches them. */
export async function roundTripFacts(db: Kysely<DB>): Promise<RoundTripFacts[]> {
  const { rows } = await sql<RoundTripFacts>`
    select mailbox_id as "mailboxId",
      min(created_at) filter (where state in ('sending', 'sent', 'overdue')
        and created_at > coalesce(back.last, '-infinity')) as "awaySince",
      coalesce((array_agg(state order by created_at desc) filter (where state <> 'sending'))[1] = 'failed', false)
        as "sendingFailed"
    from canary left join lateral (
      select max(created_at) as last from canary as other
      where other.mailbox_id = canary.mailbox_id and other.purpose = 'canary' and other.state = 'returned'
    ) as back on true
    where purpose = 'canary' group by mailbox_id`.execute(db);
  return rows;
}
