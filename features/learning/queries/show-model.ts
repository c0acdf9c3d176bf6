/** The triage model as the API shows it. */
import { classifierDigest, type Measured } from '#features/triage/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { nextRun } from '#platform/jobs/due-jobs.ts';
import type { TriageModel, Version } from '../contract.ts';
import { retrainJob } from '../job-definitions.ts';
import { learningLimits } from '../limits.ts';
import { countExamples } from '../store/example-rows.ts';
import { allModels, type LearningRow, type ModelRow, readLearning } from '../store/model-rows.ts';
import { exportable } from '../store/training-mails.ts';

type ShowingDesk = Pick<Desk, 'db' | 'clock' | 'brand'>;

const minuteMs = 60_000;

export async function showModel(desk: ShowingDesk): Promise<TriageModel> {
  const { db, brand } = desk;
  const [row, models, taught, languages, next] = await Promise.all([
    readLearning(db, brand.id),
    allModels(db, brand.id),
    countExamples(db, brand.id),
    exportable(db, brand.id),
    nextRun(db, retrainJob),
  ]);
  const inUse = models.find(({ id }) => id === row?.modelId);
  return {
    inUse: {
      number: inUse?.number ?? 0,
      since: row?.since?.toISOString() ?? null,
      by: row?.byName ?? '',
    },
    // The profile's own was measured when a version was compared with it.
    measured: inUse?.evaluation ?? models.find(({ madeFrom }) => madeFrom.against === 0)?.compared ?? null,
    training: trainingOf(desk, row),
    next: next?.toISOString() ?? null,
    rests: row?.rests ?? false,
    trainedAt: row?.trainedAt?.toISOString() ?? null,
    failure: row?.failure ?? '',
    taught,
    versions: models.map(toVersion),
    exportable: languages,
  };
}

/** Null when none is under way, or when whoever trained has said nothing for long. */
function trainingOf(desk: ShowingDesk, row: LearningRow | undefined): TriageModel['training'] {
  if (!row?.stage || !row.stageAt) return null;
  const silentMs = desk.clock.now().getTime() - row.stageAt.getTime();
  if (silentMs > learningLimits.silentMinutes * minuteMs) return null;
  const stage = (['reading', 'training', 'measuring'] as const).find((one) => one === row.stage) ?? 'waiting';
  return { stage, share: row.stageShare ?? 0 };
}

function toVersion(model: ModelRow): Version {
  const { number, state, madeAt, madeBy, madeFrom, evaluation, compared, reasons } = model;
  const { corrections, examples, seconds } = madeFrom;
  return {
    number,
    state,
    usable: state === 'kept' && model.make === classifierDigest(),
    madeAt: madeAt.toISOString(),
    madeBy,
    corrections,
    examples,
    seconds,
    measured: { tickets: rightOf(evaluation.tickets), profile: rightOf(evaluation.profile) },
    against: {
      number: madeFrom.against,
      tickets: rightOf(compared.tickets),
      profile: rightOf(compared.profile),
    },
    reasons,
  };
}

function rightOf({ mails, right }: Measured): { mails: number; right: number } {
  return { mails, right };
}
