/** SQL of `knowledge_change`, `knowledge_file` and `knowledge_text`. */
import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import type { Actor } from '#platform/permit/actor.ts';

/** A file as a change left it. */
export type EditedFile = {
  path: string;
  /** Null: the profile's own text. */
  text: string | null;
  /** The profile's own text when it was edited; null with `text`. */
  own: string | null;
};

/** Number of the newest change; 0 before the first. */
export async function newestChange(db: Kysely<DB>, brandId: string): Promise<number> {
  const row = await db
    .selectFrom('knowledgeChange')
    .select((select) => select.fn.max('number').as('number'))
    .where('brandId', '=', brandId)
    .executeTakeFirst();
  return row?.number ?? 0;
}

/** Whoever changes the knowledge of a brand takes turns; readers do not wait. */
export async function lockKnowledge(tx: Tx, brandId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('knowledge ' || ${brandId}::text, 0))`.execute(tx);
}

/** The files that were edited, as they were after the change of that number. */
export async function filesAt(db: Kysely<DB>, brandId: string, number: number): Promise<EditedFile[]> {
  const { rows } = await sql<EditedFile>`
    select distinct on (f.path) f.path, t.content as text, o.content as own
    from knowledge_file f join knowledge_change c on c.id = f.change_id
      left join knowledge_text t on t.brand_id = c.brand_id and t.digest = f.text_digest
      left join knowledge_text o on o.brand_id = c.brand_id and o.digest = f.own_digest
    where c.brand_id = ${brandId}::uuid and c.number <= ${number}
    order by f.path, c.number desc`.execute(db);
  return rows.filter(({ text }) => text !== null);
}

export type NewChange = {
  brandId: string;
  number: number;
  at: Date;
  actor: Actor;
  note: string;
  summary: readonly string[];
  restores: number | null;
  files: readonly EditedFile[];
};

export async function insertChange(tx: Tx, change: NewChange): Promise<void> {
  const { brandId, number, at, actor, note, summary, restores, files } = change;
  const id = newId();
  await tx
    .insertInto('knowledgeChange')
    .values({
      id,
      brandId,
      number,
      at,
      actorKind: actor.kind,
      actorId: actor.kind === 'system' ? null : actor.id,
      actorName: actor.name,
      note,
      summary: JSON.stringify(summary),
      restores,
    })
    .execute();
  for (const { path, text, own } of files) {
    const textDigest = await keepText(tx, brandId, text);
    const ownDigest = await keepText(tx, brandId, own);
    await tx.insertInto('knowledgeFile').values({ changeId: id, path, textDigest, ownDigest }).execute();
  }
}

async function keepText(tx: Tx, brandId: string, content: string | null): Promise<Buffer | null> {
  if (content === null) return null;
  const digest = createHash('sha256').update(content).digest();
  await tx
    .insertInto('knowledgeText')
    .values({ brandId, digest, content })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return digest;
}

export type Change = {
  number: number;
  at: Date;
  by: string;
  note: string;
  summary: string[];
  restores: number | null;
  files: string[];
};

/** What the column `summary` holds. */
const summarySchema = z.array(z.string());

/** Newest first, older than `before`. */
export async function listChanges(
  db: Kysely<DB>,
  brandId: string,
  { before, limit }: { before: number | null; limit: number },
): Promise<Change[]> {
  const { rows } = await sql<Change>`
    select c.number, c.at, c.actor_name as by, c.note, c.summary, c.restores,
      array(select f.path from knowledge_file f where f.change_id = c.id order by f.path) as files
    from knowledge_change c
    where c.brand_id = ${brandId}::uuid and (${before}::int is null or c.number < ${before}::int)
    order by c.number desc limit ${limit}`.execute(db);
  return rows.map((row) => ({ ...row, summary: summarySchema.parse(row.summary) }));
}

/** Numbers of the changes before one, newest first: where a desk looks for knowledge that still fits. */
export async function numbersBefore(
  db: Kysely<DB>,
  brandId: string,
  number: number,
  most: number,
): Promise<number[]> {
  const rows = await db
    .selectFrom('knowledgeChange')
    .select('number')
    .where('brandId', '=', brandId)
    .where('number', '<', number)
    .orderBy('number', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => row.number);
}
