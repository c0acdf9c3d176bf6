/** SQL of `known_error`. */
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { askTogether } from '#platform/database/ask-together.ts';
import { jsonRows } from '#platform/database/json-rows.ts';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { KnownError } from '../rules/match-errors.ts';
import { family } from './fact-rows.ts';

/** The known errors that were read of one message. */
export type ReadErrors = {
  /** The ticket the message came for. */
  homeTicketId: string;
  messageId: string;
  saidAt: Date;
  errors: readonly KnownError[];
};

/** Replaces the known errors read of the message before. Messages read at the same time go together. */
export async function writeErrors(tx: Tx, read: ReadErrors): Promise<void> {
  await askTogether(tx, writeAll, read);
}

async function writeAll(tx: Tx, all: readonly ReadErrors[]): Promise<null[]> {
  const messages = all.map(({ homeTicketId, messageId }) => ({ ticket: homeTicketId, message: messageId }));
  const rows = all.flatMap(({ homeTicketId, messageId, saidAt, errors }) =>
    errors.map(({ id, confidence, reason, quote, part, start, end }) => ({
      ...{ ticket: homeTicketId, message: messageId, said: saidAt },
      ...{ error: id, confidence, reason, quote, part, start, end },
    })),
  );
  await sql`/* keep plan */
    with read as (select * from ${given(messages)} as r (ticket uuid, message uuid)),
    old as (
      delete from known_error e using read r where e.ticket_id = r.ticket and e.message_id = r.message
        and not exists (select 1 from ${given(rows)} as k (ticket uuid, message uuid, error text)
          where k.ticket = e.ticket_id and k.message = e.message_id and k.error = e.error) returning 1)
    insert into known_error (ticket_id, message_id, error, confidence, reason, quote, part, place_start, place_end, said_at)
    select ticket, message, error, confidence, reason, quote, part, "start", "end", said
    from ${given(rows)} as e (ticket uuid, message uuid, said timestamptz, error text, confidence real, reason text,
      quote text, part text, "start" int, "end" int)
    on conflict (ticket_id, message_id, error) do update set confidence = excluded.confidence, reason = excluded.reason,
      quote = excluded.quote, part = excluded.part, place_start = excluded.place_start, place_end = excluded.place_end,
      said_at = excluded.said_at`.execute(tx);
  return all.map(() => null);
}

function given(rows: readonly object[]): RawBuilder<unknown> {
  return sql`json_to_recordset(${jsonRows(rows)}::json)`;
}

/** A known error on a ticket, and the message that tells of it. */
export type ErrorRow = KnownErrorPlace & { readonly messageId: string; readonly saidAt: Date };
type KnownErrorPlace = Omit<KnownError, 'meaning'>;

/**
 * Each known error told on a ticket and on those merged into it, once: as it was told the surest, then the newest. The
 * surest error first.
 */
export async function errorsOf(db: Kysely<DB>, ticketId: string): Promise<ErrorRow[]> {
  const { rows } = await sql<ErrorRow>`${family(ticketId)}
    select * from (
      select distinct on (error) error as id, confidence, reason, quote, part, place_start as start, place_end as end,
        message_id, said_at
      from known_error where ticket_id = any(array(select id from family))
      order by error, confidence desc, said_at desc, message_id) told
    order by confidence desc, id`.execute(db);
  return rows;
}
