/** A new model is trained from what people taught, measured beside the one in use, and adopted when it is no worse. */
import { createHash } from 'node:crypto';
import {
  classifierDigest,
  dangerTopic,
  seedExamples,
  type Trained,
  type TrainingStage,
  trainInThread,
} from '#features/triage/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction, type Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { announce } from '#platform/events/live.ts';
import { newId } from '#platform/ids.ts';
import { systemActor } from '#platform/permit/actor.ts';
import { learningLimits } from '../limits.ts';
import { judgeCandidate } from '../rules/judge-candidate.ts';
import { topicsOf } from '../rules/lesson-of-ticket.ts';
import {
  allModels,
  findModel,
  insertModel,
  lockLearning,
  type MadeFrom,
  type ModelRow,
  pruneModels,
  setInUse,
  weightsOf,
  writeStage,
  writeTrained,
} from '../store/model-rows.ts';
import { digestOfExamples, type LabelledMail, mailsHeldBack, mailsToTrain } from '../store/training-mails.ts';
import { scheduleRetraining } from './schedule-retraining.ts';

export type RetrainDesk = Pick<Desk, 'db' | 'clock' | 'brand' | 'profile' | 'log'>;

export type RetrainOutcome = 'adopted' | 'refused' | 'nothing-new' | 'nothing-taught' | 'overtaken';

const actor = systemActor('Learning');

/** What a training starts from. */
type Beginning = {
  /** The version in use, when its weights are of this make. */
  inUse: ModelRow | null;
  modelId: string | null;
  weights: Uint8Array | null;
  /** Digest of the examples of the profile and the classifier. */
  profileOf: string;
  /** Digest of all it is made from. */
  from: string;
  make: string;
};

/**
 * Trains, unless it would be made from the same as before and nobody asked. Nothing is written before the end, and all of it
 * at once; killed in between, the job begins anew. A version that was adopted meanwhile is never replaced unseen.
 */
export async function retrain(
  desk: RetrainDesk,
  askedBy: string | null,
  signal?: AbortSignal,
): Promise<RetrainOutcome> {
  const row = await inTransaction(desk, (tx) => lockLearning(tx, desk.brand.id));
  const beginning = await beginningOf(desk, row.modelId);
  if (askedBy === null && row.trainedFrom === beginning.from) return 'nothing-new';
  const [mails, heldBack] = await Promise.all([
    mailsToTrain(desk.db, desk.brand.id),
    mailsHeldBack(desk.db, desk.brand.id),
  ]);
  if (mails.length === 0 && row.modelId === null) return giveUp(desk, 'Nobody has corrected a ticket yet.');
  const sizes = { corrections: mails.length, heldBack: heldBack.length };
  const trained = await train(desk, beginning, mails, heldBack, signal);
  return inTransaction(desk, (tx) => settle(tx, desk, { beginning, trained, sizes, askedBy }));
}

async function train(
  desk: RetrainDesk,
  beginning: Beginning,
  mails: readonly LabelledMail[],
  heldBack: readonly LabelledMail[],
  signal: AbortSignal | undefined,
): Promise<Trained> {
  const { departments, triage } = desk.profile;
  const training = {
    parts: { departments, triage },
    taught: mails.map(({ subject, body, topic, departments: some }) => ({
      subject,
      body,
      topics: topic === null ? topicsOf(some, departments, dangerTopic) : [topic],
    })),
    heldBack,
    inUse: beginning.weights,
    anchor: await knownAnchor(desk, beginning.profileOf),
  };
  const stages = tellStages(desk);
  try {
    return await trainInThread(training, stages.tell, signal);
  } catch (error) {
    await stages.written();
    await inTransaction(desk, (tx) =>
      writeTrained(tx, desk.brand.id, { failure: 'It broke off; it is tried again.', at: desk.clock.now() }),
    );
    throw error;
  } finally {
    await stages.written();
  }
}

async function beginningOf(desk: RetrainDesk, modelId: string | null): Promise<Beginning> {
  const make = classifierDigest();
  const found = modelId === null ? undefined : await findModel(desk.db, desk.brand.id, { id: modelId });
  const inUse = found?.make === make ? found : null;
  const profileOf = digest([make, seedExamples(desk.profile), desk.profile.departments]);
  const examples = await digestOfExamples(desk.db, desk.brand.id);
  return {
    inUse,
    modelId,
    weights: inUse === null ? null : await weightsOf(desk.db, inUse.id),
    profileOf,
    from: digest([profileOf, examples]),
    make,
  };
}

function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}

/** Training without anything to say: the page tells why. */
async function giveUp(desk: RetrainDesk, failure: string): Promise<RetrainOutcome> {
  await inTransaction(desk, (tx) => writeTrained(tx, desk.brand.id, { failure, at: desk.clock.now() }));
  return 'nothing-taught';
}

/** The profile alone was measured before, and neither it nor the classifier changed. */
async function knownAnchor(desk: RetrainDesk, profileOf: string): Promise<Trained['anchor'] | null> {
  const models = await allModels(desk.db, desk.brand.id);
  return models.find(({ madeFrom }) => madeFrom.anchor.of === profileOf)?.madeFrom.anchor ?? null;
}

/** One write after the other, so that none comes after the end. */
function tellStages(desk: RetrainDesk): {
  tell: (stage: TrainingStage) => void;
  written: () => Promise<void>;
} {
  let last = Promise.resolve();
  return {
    tell({ stage, share }) {
      const write = () => writeStage(desk.db, desk.brand.id, { stage, share, at: desk.clock.now() });
      last = last.then(write).catch((err: unknown) => {
        desk.log.warn({ err }, 'could not write how far training is');
      });
    },
    written: () => last,
  };
}

type Settling = {
  beginning: Beginning;
  trained: Trained;
  sizes: Pick<MadeFrom, 'corrections' | 'heldBack'>;
  askedBy: string | null;
};

async function settle(
  tx: Tx,
  desk: RetrainDesk,
  { beginning, trained, sizes, askedBy }: Settling,
): Promise<RetrainOutcome> {
  const { id: brandId } = desk.brand;
  const row = await lockLearning(tx, brandId);
  const at = desk.clock.now();
  // Another training, or a person, was faster: what this one was measured against is in use no more.
  if (row.modelId !== beginning.modelId) {
    await writeTrained(tx, brandId, { failure: 'Another version was taken into use meanwhile.', at });
    await scheduleRetraining(tx, desk, row);
    return 'overtaken';
  }
  const { adopt, reasons } = judgeCandidate(trained);
  const id = newId();
  const number = await insertModel(tx, {
    id,
    brandId,
    state: adopt ? 'kept' : 'refused',
    make: beginning.make,
    madeAt: at,
    madeBy: askedBy ?? actor.name,
    madeFrom: {
      ...sizes,
      examples: trained.examples,
      seconds: trained.seconds,
      against: beginning.inUse?.number ?? 0,
      anchor: { ...trained.anchor, of: beginning.profileOf },
    },
    evaluation: trained.evaluation,
    compared: trained.compared,
    reasons,
    bytes: trained.bytes,
  });
  if (adopt) await setInUse(tx, brandId, { modelId: id, at, by: askedBy ?? actor.name, rests: row.rests });
  await writeTrained(tx, brandId, { from: beginning.from, at });
  await pruneModels(tx, brandId, 'kept', learningLimits.keptVersions);
  await pruneModels(tx, brandId, 'refused', learningLimits.refusedVersions);
  await appendEvent(tx, {
    brandId,
    ticketId: null,
    kind: adopt ? 'triage-model-adopted' : 'triage-model-refused',
    actor,
    data: { number, askedBy },
    reasons,
    at,
  });
  if (adopt) await announce(tx, { type: 'topic-model' });
  return adopt ? 'adopted' : 'refused';
}
