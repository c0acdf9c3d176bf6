/** Facts that were typed into a form: rows of `fact` that no reading of the message touches. */
import { type Kysely, sql } from 'kysely';
import { jsonRows } from '#platform/database/json-rows.ts';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import type { Fact } from '../rules/fact.ts';

/** Keeps what a form said. `homeTicketId`: the ticket the message was written for. */
export async function writeFormFacts(
  tx: Tx,
  of: { homeTicketId: string; messageId: string; saidAt: Date; facts: readonly Fact[] },
): Promise<void> {
  if (of.facts.length === 0) return;
  const rows = of.facts.map((fact) => ({ id: newId(), ...fact }));
  await sql`
    insert into fact (id, ticket_id, message_id, key, value, quote, part, place_start, place_end, confidence, reader,
      said_by, said_at)
    select id, ${of.homeTicketId}, ${of.messageId}, key, value, quote, part, "start", "end", confidence, reader, 'form',
      ${of.saidAt}
    from json_to_recordset(${jsonRows(rows)}::json) as f (id uuid, key text, value text, quote text, part text,
      "start" int, "end" int, confidence real, reader text)`.execute(tx);
}

export type FormPlace = { start: number; end: number };

/** Where the answers of a form stand in its message; empty for every other message. */
export async function formPlaces(
  db: Kysely<DB>,
  of: { homeTicketId: string; messageId: string },
): Promise<FormPlace[]> {
  const rows = await db
    .selectFrom('fact')
    .select(['placeStart', 'placeEnd'])
    .where('ticketId', '=', of.homeTicketId)
    .where('messageId', '=', of.messageId)
    .where('saidBy', '=', 'form')
    .where('part', '=', 'body')
    .execute();
  return rows.map(({ placeStart, placeEnd }) => ({ start: placeStart ?? 0, end: placeEnd ?? 0 }));
}
