/** SQL of `fact` and `tried_step`. */
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { askTogether } from '#platform/database/ask-together.ts';
import { jsonRows } from '#platform/database/json-rows.ts';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import type { Fact, FactKey } from '../rules/fact.ts';
import type { KnownFact } from '../rules/merge-facts.ts';
import type { TriedStep } from '../rules/read-steps.ts';

/** What was read of one message. */
export type ReadMessage = {
  /** The ticket the message came for. */
  homeTicketId: string;
  messageId: string;
  saidAt: Date;
  facts: readonly Fact[];
  steps: readonly TriedStep[];
};

/** Replaces what was read of the message before; what people decided stays. Messages read at the same time go together. */
export async function writeRead(tx: Tx, read: ReadMessage): Promise<void> {
  await askTogether(tx, writeAll, read);
}

async function writeAll(tx: Tx, all: readonly ReadMessage[]): Promise<null[]> {
  const messages = all.map(({ homeTicketId, messageId }) => ({ ticket: homeTicketId, message: messageId }));
  const common = ({ homeTicketId, messageId, saidAt }: ReadMessage): object => ({
    ticket: homeTicketId,
    message: messageId,
    said: saidAt,
  });
  const facts = all.flatMap((read) => read.facts.map((fact) => ({ id: newId(), ...common(read), ...fact })));
  const steps = all.flatMap((read) => read.steps.map((step) => ({ ...common(read), ...step })));
  await sql`/* keep plan */
    with read as (select * from ${given(messages)} as r (ticket uuid, message uuid)),
    old_facts as (
      delete from fact f using read r
      where f.ticket_id = r.ticket and f.message_id = r.message and f.state = 'read' and f.said_by <> 'form' returning 1),
    old_steps as (
      delete from tried_step s using read r where s.ticket_id = r.ticket and s.message_id = r.message
        and not exists (select 1 from ${given(steps)} as k (ticket uuid, message uuid, step text)
          where k.ticket = s.ticket_id and k.message = s.message_id and k.step = s.step) returning 1),
    facts as (
      insert into fact (id, ticket_id, message_id, key, value, quote, part, place_start, place_end, confidence, reader,
        said_by, said_at)
      select id, ticket, message, key, value, quote, part, "start", "end", confidence, reader, 'customer', said
      from ${given(facts)} as f (id uuid, ticket uuid, message uuid, said timestamptz, key text, value text, quote text,
        part text, "start" int, "end" int, confidence real, reader text)
      where value <> '' returning 1)
    insert into tried_step (ticket_id, message_id, step, outcome, quote, part, place_start, place_end, said_at)
    select ticket, message, step, outcome, quote, part, "start", "end", said
    from ${given(steps)} as s (ticket uuid, message uuid, said timestamptz, step text, outcome text, quote text, part text,
      "start" int, "end" int)
    on conflict (ticket_id, message_id, step) do update set outcome = excluded.outcome, quote = excluded.quote,
      part = excluded.part, place_start = excluded.place_start, place_end = excluded.place_end,
      said_at = excluded.said_at`.execute(tx);
  return all.map(() => null);
}

function given(rows: readonly object[]): RawBuilder<unknown> {
  return sql`json_to_recordset(${jsonRows(rows)}::json)`;
}

/** A fact as it is kept: with who decided, where a person did. */
export type FactRow = KnownFact & { readonly byName: string };

export type StepRow = TriedStep & { readonly message: string; readonly saidAt: string };

/**
 * The ticket and all that were merged into it, over any number of merges. Ask by `= any(array(select id from family))`: as a
 * set to join with, its size is only guessed, and a large table may then be read whole.
 */
export const family = (ticketId: string): RawBuilder<unknown> => sql`
  with recursive family (id) as (
    select ${ticketId}::uuid union select t.id from ticket t join family on t.merged_into = family.id)`;

type Stored = {
  key: FactKey;
  value: string;
  quote: string;
  part: 'subject' | 'body' | null;
  placeStart: number | null;
  placeEnd: number | null;
  confidence: number;
  reader: string;
  messageId: string | null;
  saidAt: Date;
  saidBy: KnownFact['saidBy'];
  state: KnownFact['state'];
  byName: string;
};

/**
 * Everything told on a ticket and on those merged into it, the newest first: mails of one second (RFC 5322 dates know no
 * less) then stand in the order in which they came, because ids are made in the order of time.
 */
export async function factsOf(db: Kysely<DB>, ticketId: string): Promise<FactRow[]> {
  const { rows } = await sql<Stored>`${family(ticketId)}
    select key, value, quote, part, place_start, place_end, confidence, reader, message_id, said_at, said_by, state, by_name
    from fact where ticket_id = any(array(select id from family)) order by said_at desc, message_id desc nulls first, place_start, id`.execute(
    db,
  );
  return rows.map(({ placeStart, placeEnd, part, messageId, saidAt, ...row }) => ({
    ...row,
    part: part ?? 'body',
    start: placeStart ?? 0,
    end: placeEnd ?? 0,
    // A fact that stands nowhere was said by an agent.
    message: part === null ? null : messageId,
    saidAt: saidAt.toISOString(),
  }));
}

/** Every step told on a ticket and on those merged into it. */
export async function stepsOf(db: Kysely<DB>, ticketId: string): Promise<StepRow[]> {
  const { rows } = await sql<
    Omit<StepRow, 'start' | 'end' | 'saidAt'> & { placeStart: number; placeEnd: number; saidAt: Date }
  >`${family(ticketId)}
    select step, outcome, quote, part, place_start, place_end, message_id as message, said_at
    from tried_step where ticket_id = any(array(select id from family)) order by said_at, place_start`.execute(
    db,
  );
  return rows.map(({ placeStart, placeEnd, saidAt, ...row }) => ({
    ...row,
    start: placeStart,
    end: placeEnd,
    saidAt: saidAt.toISOString(),
  }));
}
