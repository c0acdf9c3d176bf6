/** SQL of models, their weights, and which one a brand uses. */
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Evaluation } from '#features/triage/index.ts';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';

export type MadeFrom = {
  /** Examples of the profile it was trained on. */
  examples: number;
  corrections: number;
  heldBack: number;
  seconds: number;
  /** Number of the version in use it was compared with; 0: the profile's own. */
  against: number;
  /** What the profile alone gives on its held-back examples, and of which examples that was measured. */
  anchor: { mails: number; right: number; of: string };
};

export type ModelRow = {
  id: string;
  number: number;
  state: 'kept' | 'refused';
  make: string;
  madeAt: Date;
  madeBy: string;
  madeFrom: MadeFrom;
  evaluation: Evaluation;
  compared: Evaluation;
  reasons: string[];
};

export type LearningRow = Selectable<DB['topicLearning']>;

const columns = sql`id, number, state, make, made_at, made_by, made_from, evaluation, compared, reasons`;

/** The brand's row, held until the transaction ends; made when it is the first time. */
export async function lockLearning(tx: Tx, brandId: string): Promise<LearningRow> {
  await sql`insert into topic_learning (brand_id) values (${brandId}) on conflict do nothing`.execute(tx);
  return tx
    .selectFrom('topicLearning')
    .selectAll()
    .where('brandId', '=', brandId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** The brand's row; undefined while nothing was taught. */
export async function readLearning(db: Kysely<DB>, brandId: string): Promise<LearningRow | undefined> {
  return db.selectFrom('topicLearning').selectAll().where('brandId', '=', brandId).executeTakeFirst();
}

/** How far training is; null: it is over. Whoever reads it may see an older one for a moment. */
export async function writeStage(
  db: Kysely<DB>,
  brandId: string,
  stage: { stage: string; share: number; at: Date } | null,
): Promise<void> {
  await db
    .updateTable('topicLearning')
    .set({ stage: stage?.stage ?? null, stageShare: stage?.share ?? null, stageAt: stage?.at ?? null })
    .where('brandId', '=', brandId)
    .execute();
}

/** What the last training was made from, and why it gave no version. */
export async function writeTrained(
  tx: Tx,
  brandId: string,
  trained: { from: string; at: Date } | { failure: string; at: Date },
): Promise<void> {
  await tx
    .updateTable('topicLearning')
    .set({
      stage: null,
      stageShare: null,
      stageAt: null,
      trainedAt: trained.at,
      ...('from' in trained ? { trainedFrom: trained.from, failure: '' } : { failure: trained.failure }),
    })
    .where('brandId', '=', brandId)
    .execute();
}

/** From now on mail is judged by this model; null: by that of the profile's examples. */
export async function setInUse(
  tx: Tx,
  brandId: string,
  use: { modelId: string | null; at: Date; by: string; rests: boolean },
): Promise<void> {
  await tx
    .updateTable('topicLearning')
    .set({ modelId: use.modelId, since: use.at, byName: use.by, rests: use.rests })
    .where('brandId', '=', brandId)
    .execute();
}

/** A person asked for training: it rests no more. */
export async function wake(tx: Tx, brandId: string): Promise<void> {
  await tx.updateTable('topicLearning').set({ rests: false }).where('brandId', '=', brandId).execute();
}

type NewModel = Omit<ModelRow, 'number'> & { brandId: string; bytes: Uint8Array };

/** Writes a version with the next number; the weights of a refused one are not kept. The caller holds the brand's row. */
export async function insertModel(tx: Tx, model: NewModel): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    insert into topic_model (${columns}, brand_id)
    select ${model.id}, coalesce(max(number), 0) + 1, ${model.state}, ${model.make}, ${model.madeAt}, ${model.madeBy},
      ${JSON.stringify(model.madeFrom)}::jsonb, ${JSON.stringify(model.evaluation)}::jsonb,
      ${JSON.stringify(model.compared)}::jsonb, ${model.reasons}::text[], ${model.brandId}
    from topic_model where brand_id = ${model.brandId}
    returning number`.execute(tx);
  if (model.state === 'kept') {
    await tx
      .insertInto('topicModelWeights')
      .values({ modelId: model.id, bytes: Buffer.from(model.bytes) })
      .execute();
  }
  return rows[0]?.number ?? 0;
}

/** The oldest versions of a state leave; the one in use stays. */
export async function pruneModels(
  tx: Tx,
  brandId: string,
  state: ModelRow['state'],
  keep: number,
): Promise<void> {
  await sql`
    delete from topic_model where brand_id = ${brandId} and state = ${state}
      and id not in (select model_id from topic_learning where brand_id = ${brandId} and model_id is not null)
      and id not in (select id from topic_model where brand_id = ${brandId} and state = ${state}
        order by number desc limit ${keep})`.execute(tx);
}

/** All versions, the newest first. */
export async function allModels(db: Kysely<DB>, brandId: string): Promise<ModelRow[]> {
  const { rows } = await sql<ModelRow>`
    select ${columns} from topic_model where brand_id = ${brandId} order by number desc`.execute(db);
  return rows;
}

export async function findModel(
  db: Kysely<DB>,
  brandId: string,
  which: { number: number } | { id: string },
): Promise<ModelRow | undefined> {
  const { rows } = await sql<ModelRow>`
    select ${columns} from topic_model
    where brand_id = ${brandId}
      and ${'id' in which ? sql`id = ${which.id}::uuid` : sql`number = ${which.number}`}`.execute(db);
  return rows[0];
}

/** The weights of a kept version; null when it is gone. */
export async function weightsOf(db: Kysely<DB>, modelId: string): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('topicModelWeights')
    .select('bytes')
    .where('modelId', '=', modelId)
    .executeTakeFirst();
  return row?.bytes ?? null;
}
