/** Lessons and counts of words. */
import { type Kysely, sql } from 'kysely';
import { askTogether } from '#platform/database/ask-together.ts';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Taught } from '../rules/weigh-words.ts';

/** How many mails of each kind were taught. */
export async function countTaught(db: Kysely<DB>, brandId: string): Promise<Taught> {
  const rows = await db
    .selectFrom('spamLesson')
    .select((select) => ['verdict', select.fn.countAll<number>().as('count')])
    .where('brandId', '=', brandId)
    .groupBy('verdict')
    .execute();
  const of = (verdict: string): number => rows.find((row) => row.verdict === verdict)?.count ?? 0;
  return { spam: of('spam'), ham: of('ham') };
}

type CountOfMark = { brandId: string; mark: string; spam: number; ham: number };

/** Counts of those words that were taught at all. */
export function countsOfMarks(
  tx: Tx,
  brandId: string,
  marks: readonly string[],
): Promise<ReadonlyMap<string, CountOfMark>> {
  return askTogether(tx, marksOfAll, { brandId, marks });
}

async function marksOfAll(
  tx: Tx,
  asked: readonly { brandId: string; marks: readonly string[] }[],
): Promise<ReadonlyMap<string, CountOfMark>[]> {
  const brands = [...new Set(asked.map(({ brandId }) => brandId))];
  const marks = [...new Set(asked.flatMap((one) => one.marks))];
  const { rows } = await sql<CountOfMark>`/* keep plan */
    select brand_id as "brandId", mark, spam, ham from spam_word
    where brand_id = any(${brands}::uuid[]) and mark = any(${marks}::text[])`.execute(tx);
  return asked.map((one) => {
    const own = new Set(one.marks);
    const found = rows.filter(({ brandId, mark }) => brandId === one.brandId && own.has(mark));
    return new Map(found.map((count) => [count.mark, count]));
  });
}

export type NewLesson = {
  mailId: string;
  brandId: string;
  verdict: 'spam' | 'ham' | 'none';
  marks: readonly string[];
  by: string;
  at: Date;
};

/**
 * Writes what the mail teaches now, instead of what it taught before. Returns false when it taught that already. The
 * counts move by the difference, so they are always the sum of the lessons.
 */
export async function writeLesson(tx: Tx, lesson: NewLesson): Promise<boolean> {
  const { mailId, brandId, verdict } = lesson;
  await sql`select pg_advisory_xact_lock(hashtextextended('spam-lesson', 0))`.execute(tx);
  const before = await tx
    .selectFrom('spamLesson')
    .select(['verdict', 'marks'])
    .where('inboundMailId', '=', mailId)
    .executeTakeFirst();
  if ((before?.verdict ?? 'none') === verdict) return false;
  if (before) {
    await moveCounts(tx, brandId, before.marks, before.verdict, -1);
    await tx.deleteFrom('spamLesson').where('inboundMailId', '=', mailId).execute();
  }
  if (verdict === 'none') return true;
  await tx
    .insertInto('spamLesson')
    .values({
      inboundMailId: mailId,
      brandId,
      verdict,
      marks: sql`${[...lesson.marks]}::text[]`,
      taughtBy: lesson.by,
      taughtAt: lesson.at,
    })
    .execute();
  await moveCounts(tx, brandId, lesson.marks, verdict, 1);
  return true;
}

async function moveCounts(
  tx: Tx,
  brandId: string,
  marks: readonly string[],
  verdict: string,
  by: 1 | -1,
): Promise<void> {
  const [spam, ham] = verdict === 'spam' ? [by, 0] : [0, by];
  if (by > 0) {
    await sql`
      insert into spam_word as known (brand_id, mark, spam, ham)
      select ${brandId}::uuid, mark, ${spam}::int, ${ham}::int from unnest(${[...marks]}::text[]) as mark
      on conflict (brand_id, mark) do update set spam = known.spam + excluded.spam, ham = known.ham + excluded.ham`.execute(
      tx,
    );
    return;
  }
  await sql`
    update spam_word set spam = spam + ${spam}::int, ham = ham + ${ham}::int
    where brand_id = ${brandId} and mark = any(${[...marks]}::text[])`.execute(tx);
  await sql`
    delete from spam_word
    where brand_id = ${brandId} and mark = any(${[...marks]}::text[]) and spam = 0 and ham = 0`.execute(tx);
}

/** Verdict a mail was taught with, or null. */
export async function lessonOf(db: Kysely<DB>, mailId: string): Promise<string | null> {
  const row = await db
    .selectFrom('spamLesson')
    .select('verdict')
    .where('inboundMailId', '=', mailId)
    .executeTakeFirst();
  return row?.verdict ?? null;
}
