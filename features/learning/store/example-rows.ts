/** SQL of `topic_example`. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { isHeldBack, stratumOf } from '../rules/hold-back.ts';
import type { Lesson } from '../rules/lesson-of-ticket.ts';

type NewExample = { ticketId: string; brandId: string; messageId: string; lesson: Lesson };

/**
 * Writes what a ticket teaches now, in place of what it taught before; it stays on its side of the split, and what a person
 * took out stays out. The caller holds the row of the brand. Returns whether that is anything new.
 */
export async function writeExample(tx: Tx, example: NewExample): Promise<boolean> {
  const { ticketId, brandId, messageId, lesson } = example;
  const stratum = stratumOf(lesson);
  const heldBack = isHeldBack(await countStratum(tx, brandId, stratum));
  const departments = [...lesson.departments];
  const { rows } = await sql`
    insert into topic_example as e (ticket_id, brand_id, message_id, kind, placed_topic, placed_department, topic,
      departments, stratum, held_back, by_kind, by_id, by_name, at)
    values (${ticketId}, ${brandId}, ${messageId}, ${lesson.kind}, ${lesson.placed.topic}, ${lesson.placed.department},
      ${lesson.topic}, ${departments}::text[], ${stratum}, ${heldBack}, ${lesson.by.kind}, ${lesson.by.id},
      ${lesson.by.name}, ${lesson.at})
    on conflict (ticket_id) do update set message_id = excluded.message_id, kind = excluded.kind,
      placed_topic = excluded.placed_topic, placed_department = excluded.placed_department, topic = excluded.topic,
      departments = excluded.departments, stratum = excluded.stratum, by_kind = excluded.by_kind, by_id = excluded.by_id,
      by_name = excluded.by_name, at = excluded.at
    where (e.kind, e.topic, e.departments, e.message_id, e.at)
      is distinct from (excluded.kind, excluded.topic, excluded.departments, excluded.message_id, excluded.at)
    returning ticket_id`.execute(tx);
  return rows.length > 0;
}

async function countStratum(tx: Tx, brandId: string, stratum: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from topic_example where brand_id = ${brandId} and stratum = ${stratum}`.execute(
    tx,
  );
  return rows[0]?.count ?? 0;
}

/** Returns whether there was one to remove. */
export async function deleteExample(tx: Tx, ticketId: string): Promise<boolean> {
  const gone = await tx.deleteFrom('topicExample').where('ticketId', '=', ticketId).executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

/** What tickets that this person wrote taught; for whoever erases a person. Returns how many. */
export async function deleteExamplesOf(tx: Tx, brandId: string, personId: string): Promise<number> {
  const { rows } = await sql`
    delete from topic_example e using message m
    where m.id = e.message_id and e.brand_id = ${brandId} and m.person_id = ${personId}::uuid
    returning e.ticket_id`.execute(tx);
  return rows.length;
}

/** Takes an example out of learning, or back in. Returns false when the ticket taught nothing. */
export async function ignoreExample(
  tx: Tx,
  brandId: string,
  number: number,
  ignored: { at: Date; by: string } | null,
): Promise<boolean> {
  const { rows } = await sql`
    update topic_example e set ignored_at = ${ignored?.at ?? null}::timestamptz, ignored_by = ${ignored?.by ?? ''}
    from ticket t
    where t.id = e.ticket_id and t.number = ${number} and e.brand_id = ${brandId} and e.kind = 'correction'
    returning e.ticket_id`.execute(tx);
  return rows.length > 0;
}

export type ExampleRow = {
  ticketId: string;
  number: number;
  title: string;
  placedTopic: string | null;
  placedDepartment: string | null;
  topic: string | null;
  departments: string[];
  heldBack: boolean;
  byName: string;
  at: Date;
  ignoredBy: string | null;
};

/** One page of corrections, the newest first. */
export async function pageOfCorrections(
  db: Kysely<DB>,
  brandId: string,
  page: { limit: number; after: { at: Date; id: string } | null },
): Promise<ExampleRow[]> {
  const { after, limit } = page;
  const { rows } = await sql<ExampleRow>`
    select e.ticket_id, t.number::int as number, t.title, e.placed_topic, e.placed_department, e.topic, e.departments,
      e.held_back, e.by_name, e.at, case when e.ignored_at is not null then e.ignored_by end as ignored_by
    from topic_example e join ticket t on t.id = e.ticket_id
    where e.brand_id = ${brandId} and e.kind = 'correction'
      and ${after === null ? sql`true` : sql`(e.at, e.ticket_id) < (${after.at}::timestamptz, ${after.id}::uuid)`}
    order by e.at desc, e.ticket_id desc limit ${limit}`.execute(db);
  return rows;
}

export type ExampleCounts = { corrections: number; confirmations: number; ignored: number };

export async function countExamples(db: Kysely<DB>, brandId: string): Promise<ExampleCounts> {
  const { rows } = await sql<ExampleCounts>`
    select count(*) filter (where kind = 'correction' and ignored_at is null)::int as corrections,
      count(*) filter (where kind = 'confirmation')::int as confirmations,
      count(*) filter (where ignored_at is not null)::int as ignored
    from topic_example where brand_id = ${brandId}`.execute(db);
  return rows[0] ?? { corrections: 0, confirmations: 0, ignored: 0 };
}

/** Corrections since that time, counted no further than `most`. */
export async function countSince(
  db: Kysely<DB>,
  brandId: string,
  since: Date | null,
  most: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (select 1 from topic_example
      where brand_id = ${brandId} and kind = 'correction' and ignored_at is null
        and ${since === null ? sql`true` : sql`at > ${since}::timestamptz`} limit ${most}) newer`.execute(db);
  return rows[0]?.count ?? 0;
}
