/** Writes changes and events of many tickets in one statement each. */
import { sql } from 'kysely';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { cleanData } from '../rules/clean-text.ts';
import type { Changeable, PlannedEvent } from '../rules/plan-change.ts';
import { searchable } from '../rules/search-words.ts';

/**
 * Sets the new values; `version` counts up. A new title becomes searchable. With `moves: false` the ticket keeps its place
 * in the lists: nobody did anything on it.
 */
export async function writeChanges(
  tx: Tx,
  changes: readonly { id: string; next: Changeable; titleChanged: boolean }[],
  now: Date,
  { moves = true }: { moves?: boolean } = {},
): Promise<void> {
  if (changes.length === 0) return;
  const rows = cleanData(changes.map(({ id, next }) => ({ id, ...next })));
  await sql`
    update ticket t set title = c.title, title_fixed = c."titleFixed", status = c.status, priority = c.priority,
      department = c.department, topic = c.topic, team_id = c."teamId", assignee_id = c."assigneeId",
      tags = array(select jsonb_array_elements_text(c.tags)), version = t.version + 1, updated_at = case when ${moves} then greatest(t.updated_at, ${now}) else t.updated_at end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c (id uuid, title text, "titleFixed" boolean, status text,
      priority text, department text, topic text, "teamId" uuid, "assigneeId" uuid, tags jsonb)
    where t.id = c.id`.execute(tx);
  for (const { id, next } of changes.filter((change) => change.titleChanged)) {
    await writeTitleWords(tx, id, next.title, now);
  }
}

/** Makes a ticket's own title searchable; the words of its messages stay as they are. */
export async function writeTitleWords(tx: Tx, ticketId: string, title: string, now: Date): Promise<void> {
  await sql`
    insert into search_document (ticket_id, source_id, kind, words, at)
    values (${ticketId}, ${ticketId}, 'ticket', setweight(to_tsvector('simple', unaccent(${searchable(title)})), 'A'), ${now})
    on conflict (source_id, kind) do update set words = excluded.words`.execute(tx);
}

/** Appends events of many tickets and tells live readers when the transaction commits. */
export async function writeEvents(
  tx: Tx,
  input: {
    brandId: string;
    actor: Actor;
    at: Date;
    events: readonly (PlannedEvent & {
      ticketId: string;
      homeTicketId?: string;
      reasons?: readonly string[];
    })[];
  },
): Promise<void> {
  if (input.events.length === 0) return;
  const rows = cleanData(
    input.events.map((event) => ({
      id: newId(),
      ticketId: event.ticketId,
      homeTicketId: event.homeTicketId ?? event.ticketId,
      kind: event.kind,
      data: event.data,
      reasons: event.reasons ?? [],
    })),
  );
  const { actor } = input;
  await sql`
    with written as (
      insert into event (id, brand_id, ticket_id, home_ticket_id, kind, actor_kind, actor_id, actor_name, data, reasons, at)
      select e.id, ${input.brandId}::uuid, e."ticketId", e."homeTicketId", e.kind, ${actor.kind},
        ${actor.kind === 'system' ? null : actor.id}::uuid, ${actor.name}, e.data,
        array(select jsonb_array_elements_text(e.reasons)), ${input.at}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e (id uuid, "ticketId" uuid, "homeTicketId" uuid, kind text,
        data jsonb, reasons jsonb)
      returning ticket_id
    )
    select pg_notify('posthaste_live', json_build_object('type', 'ticket', 'ticketId', ticket_id)::text)
    from (select distinct ticket_id from written) t`.execute(tx);
}
