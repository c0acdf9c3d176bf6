/** SQL of `triage_verdict`. */
import { type Kysely, sql } from 'kysely';
import { askTogether } from '#platform/database/ask-together.ts';
import { jsonRows } from '#platform/database/json-rows.ts';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { WishTold } from '../rules/find-wishes.ts';
import type { PriorityVerdict } from '../rules/judge-priority.ts';
import type { Clarity } from '../rules/judge-subject.ts';
import type { Tone } from '../rules/tone.ts';

export type Verdict = {
  messageId: string;
  topic: string;
  department: string;
  priority: PriorityVerdict['priority'];
  confidence: number;
  unsure: boolean;
  danger: boolean;
  guesses: readonly { topic: string; chance: number }[];
  reasons: readonly string[];
  clarity: Clarity;
  title: string;
  language: string;
  model: string;
  tone: Tone;
  /** In the customer's words; null for a neutral mail. */
  toneReason: string | null;
  wishes: readonly WishTold[];
  saidAt: Date;
  at: Date;
};

type Written = Verdict & { homeTicketId: string };

/** Keeps what was thought of a message, in place of what was thought of it before. */
export async function writeVerdict(tx: Tx, verdict: Written): Promise<void> {
  await askTogether(tx, writeAll, verdict);
}

async function writeAll(tx: Tx, all: readonly Written[]): Promise<null[]> {
  await sql`/* keep plan */
    insert into triage_verdict (ticket_id, message_id, topic, department, priority, confidence, unsure, danger, guesses,
      reasons, clarity, title, language, model, tone, tone_reason, wishes, said_at, at)
    select "homeTicketId", "messageId", topic, department, priority, confidence, unsure, danger, guesses, reasons, clarity,
      title, language, model, tone, "toneReason", wishes, "saidAt", at
    from json_to_recordset(${jsonRows(all)}::json) as v ("homeTicketId" uuid, "messageId" uuid, topic text,
      department text, priority text, confidence real, unsure boolean, danger boolean, guesses jsonb, reasons text[],
      clarity text, title text, language text, model text, tone text, "toneReason" text,
      wishes jsonb, "saidAt" timestamptz, at timestamptz)
    on conflict (ticket_id, message_id) do update set topic = excluded.topic, department = excluded.department,
      priority = excluded.priority, confidence = excluded.confidence, unsure = excluded.unsure,
      danger = excluded.danger, guesses = excluded.guesses, reasons = excluded.reasons, clarity = excluded.clarity,
      title = excluded.title, language = excluded.language, model = excluded.model,
      tone = excluded.tone, tone_reason = excluded.tone_reason, wishes = excluded.wishes, said_at = excluded.said_at,
      at = excluded.at`.execute(tx);
  return all.map(() => null);
}

/**
 * What the ticket is judged by: the newest message that tells of danger, else the one that opened it. `pending`: how
 * many of its messages are not understood yet.
 */
export async function verdictOf(
  db: Kysely<DB>,
  ticketId: string,
): Promise<{ verdict: Verdict | null; pending: number }> {
  const [verdicts, waiting] = await Promise.all([
    sql<Verdict>`
      select message_id, topic, department, priority, confidence, unsure, danger, guesses, reasons, clarity, title, language,
        model, tone, tone_reason, wishes, said_at, at
      from triage_verdict where ticket_id = ${ticketId}
      order by danger desc, case when danger then said_at end desc, message_id limit 1`.execute(db),
    sql<{ count: number }>`
      select count(*)::int as count from message m
      where m.ticket_id = ${ticketId} and m.direction = 'in' and m.kind = 'message' and not m.automatic
        and m.lane is distinct from 'failed' and not exists (
          select 1 from triage_verdict v where v.ticket_id = m.home_ticket_id and v.message_id = m.id)`.execute(
      db,
    ),
  ]);
  return { verdict: verdicts.rows[0] ?? null, pending: waiting.rows[0]?.count ?? 0 };
}

/** A page of messages of customers in the order they came, for reading them all again. */
export async function messagesAfter(
  db: Kysely<DB>,
  brandId: string,
  after: string | null,
  most: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select m.id from message m join ticket t on t.id = m.ticket_id
    where t.brand_id = ${brandId} and m.direction = 'in' and m.kind = 'message' and not m.automatic
      and ${after === null ? sql`true` : sql`m.id > ${after}::uuid`}
    order by m.id limit ${most}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Messages of customers on one ticket, in the order they came. */
export async function messagesOf(db: Kysely<DB>, ticketId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from message where ticket_id = ${ticketId} and direction = 'in' and kind = 'message' and not automatic
    order by id`.execute(db);
  return rows.map(({ id }) => id);
}

/** How many messages of customers there are. */
export async function countMessages(db: Kysely<DB>, brandId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from message m join ticket t on t.id = m.ticket_id
    where t.brand_id = ${brandId} and m.direction = 'in' and m.kind = 'message' and not m.automatic`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}
