/** SQL for what is shown of messages that were understood: their tone and length, and their words. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { WishTold } from '../rules/find-wishes.ts';
import type { Tone } from '../rules/tone.ts';

/** Messages with a summary; the newest ones of a ticket that has more. */
const MOST_SUMMARIES = 30;
/** What is read of a message when it is understood; places lie within. */
const MOST_CHARACTERS = 60_000;

export type ToneRow = {
  messageId: string;
  tone: Tone;
  toneReason: string | null;
  wishes: readonly WishTold[];
  danger: boolean;
  topic: string;
  unsure: boolean;
  length: number;
  /** Which message of its writer, from 1. */
  nth: number;
  /** Whole days since the first of them. */
  days: number;
  answered: boolean;
};

/** Messages that are angry, shouting or at least so long, the newest first. */
export async function tonesOf(db: Kysely<DB>, ticketId: string, long: number): Promise<ToneRow[]> {
  const { rows } = await sql<ToneRow>`
    select v.message_id, v.tone, v.tone_reason, v.wishes, v.danger, v.topic, v.unsure, length(m.visible_text) as length,
      before.nth, before.days, exists (select 1 from message o where o.ticket_id = m.ticket_id and o.direction = 'out'
        and o.kind = 'message' and o.at < m.at) as answered
    from message m
      join triage_verdict v on v.ticket_id = m.home_ticket_id and v.message_id = m.id
      cross join lateral (
        select count(*)::int as nth, floor(extract(epoch from m.at - min(o.at)) / 86400)::int as days
        from message o where o.ticket_id = m.ticket_id and o.direction = 'in' and o.kind = 'message' and not o.automatic
          and o.person_id is not distinct from m.person_id and (o.at, o.id) <= (m.at, m.id)) before
    where m.ticket_id = ${ticketId} and (v.tone <> 'neutral' or length(m.visible_text) >= ${long})
    order by m.at desc limit ${MOST_SUMMARIES}`.execute(db);
  return rows;
}

export type TextRow = { id: string; subject: string; body: string };

/** The words of messages, as the conversation shows them. */
export async function textsOf(db: Kysely<DB>, messageIds: readonly string[]): Promise<TextRow[]> {
  if (messageIds.length === 0) return [];
  const { rows } = await sql<TextRow>`
    select id, subject, left(case when visible_text <> '' then visible_text when quoted_text = '' then text else '' end,
      ${MOST_CHARACTERS}) as body
    from message where id = any(${[...messageIds]}::uuid[])`.execute(db);
  return rows;
}

/** When a customer first wrote on a ticket; null when only we did. */
export async function firstWrittenAt(db: Kysely<DB>, ticketId: string): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(at) as at from message where ticket_id = ${ticketId} and direction = 'in' and kind = 'message'
      and not automatic`.execute(db);
  return rows[0]?.at ?? null;
}

/** More waiting messages than this are not looked through for questions. */
const MOST_WAITING = 5;

/** Messages of customers that nobody answered yet, the oldest first. */
export async function messagesWaiting(db: Kysely<DB>, ticketId: string): Promise<TextRow[]> {
  const { rows } = await sql<{ id: string }>`
    select id from message m where ticket_id = ${ticketId} and direction = 'in' and kind = 'message' and not automatic
      and lane is distinct from 'failed' and not exists (select 1 from message o where o.ticket_id = m.ticket_id
        and o.direction = 'out' and o.kind = 'message' and (o.at, o.id) > (m.at, m.id))
    order by at desc limit ${MOST_WAITING}`.execute(db);
  const texts = await textsOf(
    db,
    rows.map(({ id }) => id),
  );
  return texts.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** The message an answer is for; empty when it is not on the ticket, or no message of a customer. */
export async function messageAnswered(
  db: Kysely<DB>,
  ticketId: string,
  messageId: string,
): Promise<TextRow[]> {
  const { rows } = await sql<{ id: string }>`
    select id from message where id = ${messageId}::uuid and ticket_id = ${ticketId} and direction = 'in'`.execute(
    db,
  );
  return textsOf(
    db,
    rows.map(({ id }) => id),
  );
}
