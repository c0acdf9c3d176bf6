/** For tests of learning: a profile that trains in a moment, and tickets that were corrected. */
import { sql } from 'kysely';
import type { Profile } from '#features/workspace/index.ts';
import type { TestDesk } from '#features/workspace/testing.ts';
import { newId } from '#platform/ids.ts';
import type { AgentActor } from '#platform/permit/actor.ts';

/** English and German examples only: a fourth of the time. */
export function smallProfile(profile: Profile): Profile {
  const { en = [], de = [] } = profile.triage.examples;
  return { ...profile, triage: { ...profile.triage, examples: { en, de } } };
}

export type Corrected = { subject: string; body: string; topic: string };

/** Tickets that one agent corrected, written straight to the database: thousands by the front door would take minutes. */
export async function correctedTickets(
  desk: Pick<TestDesk, 'db' | 'brand' | 'clock'>,
  agent: AgentActor,
  tickets: readonly Corrected[],
  kind: 'correction' | 'confirmation' = 'correction',
): Promise<void> {
  const rows = tickets.map((ticket, index) => ({
    ...ticket,
    ticketId: newId(),
    messageId: newId(),
    heldBack: index % 5 === 4,
  }));
  await sql`
    with given as (
      select * from json_to_recordset(${JSON.stringify(rows)}::json) as g ("ticketId" uuid, "messageId" uuid, subject text,
        body text, topic text, "heldBack" boolean)
    ), opened as (
      insert into ticket (id, brand_id, subject, title, topic, status)
      select "ticketId", ${desk.brand.id}, subject, subject, topic, 'resolved' from given returning id
    ), written as (
      insert into message (id, ticket_id, home_ticket_id, direction, author_kind, subject, text, visible_text, at)
      select "messageId", "ticketId", "ticketId", 'in', 'customer', subject, body, body, ${desk.clock.now()} from given
    ), understood as (
      insert into triage_verdict (message_id, ticket_id, topic, department, priority, confidence, unsure, danger, guesses,
        reasons, clarity, title, language, model, said_at, at)
      select "messageId", "ticketId", 'other', 'general', 'normal', 0.6, false, false, '[]', '{}', 'clear', subject, 'en',
        'seed', ${desk.clock.now()}, ${desk.clock.now()} from given
    )
    insert into topic_example (ticket_id, brand_id, message_id, kind, placed_topic, placed_department, topic, departments,
      stratum, held_back, by_kind, by_id, by_name, at)
    select "ticketId", ${desk.brand.id}, "messageId", ${kind}, 'other', 'general', topic, '{technical}',
      ${kind} || ':' || topic, "heldBack", 'agent', ${agent.id}, ${agent.name}, ${desk.clock.now()} from given`.execute(
    desk.db,
  );
}
