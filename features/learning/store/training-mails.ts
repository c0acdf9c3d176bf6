/** The mails a model is trained on and measured by: what was taught, with the text as it stands in the message now. */
import { type Kysely, sql } from 'kysely';
import { partsToRead } from '#features/triage/index.ts';
import type { DB } from '#platform/database/schema.gen.ts';
import { learningLimits } from '../limits.ts';

export type LabelledMail = {
  subject: string;
  body: string;
  language: string;
  topic: string | null;
  departments: string[];
};

type Row = Omit<LabelledMail, 'body'> & { text: string; visibleText: string; quotedText: string };

/** Texts are capped where they are read: nobody's giant mail reaches memory. */
function mails(
  db: Kysely<DB>,
  brandId: string,
  which: ReturnType<typeof sql>,
  most: number,
): Promise<LabelledMail[]> {
  const { bodyCharacters, subjectCharacters } = learningLimits;
  return sql<Row>`
    select left(m.subject, ${subjectCharacters}) as subject, left(m.text, ${bodyCharacters}) as text,
      left(m.visible_text, ${bodyCharacters}) as visible_text, left(m.quoted_text, 1) as quoted_text,
      coalesce(v.language, t.language, '') as language, e.topic, e.departments
    from topic_example e join ticket t on t.id = e.ticket_id join message m on m.id = e.message_id
    left join triage_verdict v on v.ticket_id = e.ticket_id and v.message_id = e.message_id
    where e.brand_id = ${brandId} and e.ignored_at is null and ${which}
    order by e.at desc, e.ticket_id desc limit ${most}`
    .execute(db)
    .then(({ rows }) =>
      rows.flatMap(({ language, topic, departments, ...message }) => {
        const [subject, body] = partsToRead(message);
        // What was erased teaches nothing.
        return subject === '' && body === '' ? [] : [{ subject, body, language, topic, departments }];
      }),
    );
}

/** Corrections to train on. What was solved without a word is not: the desk would learn what it said itself. */
export function mailsToTrain(db: Kysely<DB>, brandId: string): Promise<LabelledMail[]> {
  return mails(db, brandId, sql`e.kind = 'correction' and not e.held_back`, learningLimits.mails);
}

/** The held-back part: corrections and quiet confirmations, each kind by the same share, so that it is like what comes in. */
export function mailsHeldBack(db: Kysely<DB>, brandId: string): Promise<LabelledMail[]> {
  return mails(db, brandId, sql`e.held_back`, learningLimits.heldBack);
}

/** Corrections with a topic, in one language, for the profile's examples. */
export function mailsToExport(db: Kysely<DB>, brandId: string, language: string): Promise<LabelledMail[]> {
  return mails(
    db,
    brandId,
    sql`e.kind = 'correction' and e.topic is not null and coalesce(v.language, t.language, '') = ${language}`,
    learningLimits.exported,
  );
}

/** How many corrections with a topic there are by language. */
export async function exportable(
  db: Kysely<DB>,
  brandId: string,
): Promise<{ language: string; mails: number }[]> {
  const { rows } = await sql<{ language: string; mails: number }>`
    select coalesce(v.language, t.language, '') as language, count(*)::int as mails
    from topic_example e join ticket t on t.id = e.ticket_id
    left join triage_verdict v on v.ticket_id = e.ticket_id and v.message_id = e.message_id
    where e.brand_id = ${brandId} and e.ignored_at is null and e.kind = 'correction' and e.topic is not null
    group by 1 order by 2 desc, 1`.execute(db);
  return rows;
}

/** What all that was taught comes to: it changes with every example that comes, changes or goes. */
export async function digestOfExamples(db: Kysely<DB>, brandId: string): Promise<string> {
  const { rows } = await sql<{ digest: string }>`
    select md5(coalesce(string_agg(concat_ws(' ', ticket_id, kind, topic, departments, ignored_at is null), ','
      order by ticket_id), '')) as digest
    from topic_example where brand_id = ${brandId} and (kind = 'correction' or held_back)`.execute(db);
  return rows[0]?.digest ?? '';
}
