/** When a new model is trained: some minutes after the last correction, at night, or because somebody asked. */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { addJob } from '#platform/jobs/job.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { nightlyJob, retrainJob } from '../job-definitions.ts';
import { learningLimits } from '../limits.ts';
import { countSince } from '../store/example-rows.ts';
import { type LearningRow, lockLearning, wake, writeStage } from '../store/model-rows.ts';

type SchedulingDesk = Pick<Desk, 'clock' | 'brand'>;

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** In UTC: night in Europe, evening in America. */
const nightHour = 2;

/** Moves the one training that waits: each correction puts it off, many do not. While it rests, nothing is added. */
export async function scheduleRetraining(
  tx: Tx,
  desk: SchedulingDesk,
  state: Pick<LearningRow, 'rests' | 'trainedAt'>,
): Promise<void> {
  if (state.rests) return;
  const { manyAtOnce, quietMinutes } = learningLimits;
  const waiting = await countSince(tx, desk.brand.id, state.trainedAt, manyAtOnce);
  const delay = waiting >= manyAtOnce ? 0 : quietMinutes * minuteMs;
  await addJob(
    tx,
    retrainJob,
    { askedBy: null },
    { key: `${retrainJob.name}:${desk.brand.id}`, runAt: new Date(desk.clock.now().getTime() + delay) },
  );
}

/** A training now, whether or not anything new was taught; no later correction puts it off. It ends a rest. */
export async function askForRetraining(tx: Tx, desk: SchedulingDesk, actor: Actor): Promise<void> {
  permit(actor, 'triage-model:manage');
  await lockLearning(tx, desk.brand.id);
  await wake(tx, desk.brand.id);
  await writeStage(tx, desk.brand.id, { stage: 'waiting', share: 0, at: desk.clock.now() });
  await addJob(tx, retrainJob, { askedBy: actor.name }, { key: `${retrainJob.name}-asked:${desk.brand.id}` });
}

/** The one look each night, or moves it; for the start of a worker and for the look itself. */
export async function scheduleNight(tx: Tx, desk: SchedulingDesk): Promise<void> {
  const now = desk.clock.now();
  const tonight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), nightHour);
  const runAt = new Date(tonight > now.getTime() ? tonight : tonight + dayMs);
  await addJob(tx, nightlyJob, {}, { key: `${nightlyJob.name}:${desk.brand.id}`, runAt });
}

/** A training in this night, unless it rests; it finds out itself whether anything new was taught. */
export async function trainTonight(tx: Tx, desk: SchedulingDesk): Promise<void> {
  const { rests } = await lockLearning(tx, desk.brand.id);
  if (!rests) await addJob(tx, retrainJob, { askedBy: null }, { key: `${retrainJob.name}:${desk.brand.id}` });
  await scheduleNight(tx, desk);
}
