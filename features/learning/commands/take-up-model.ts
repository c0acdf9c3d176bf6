/** A process takes up the model its brand uses, also while it runs. */
import { classifierDigest, judgeWith, type KeptModel, unpackModel } from '#features/triage/index.ts';
import type { Desk } from '#features/workspace/index.ts';
import { inTransaction } from '#platform/database/transaction.ts';
import type { LiveFeed } from '#platform/events/live.ts';
import { findModel, lockLearning, readLearning, weightsOf } from '../store/model-rows.ts';
import { scheduleRetraining } from './schedule-retraining.ts';

type UsingDesk = Pick<Desk, 'db' | 'clock' | 'brand' | 'profile' | 'log'>;

/** What each profile of this process is read with: id of the model, null for that of its examples. */
const taken = new WeakMap<Desk['profile'], string | null>();
/** One after the other: of two hints the later shall have the last word. */
let turn = Promise.resolve();

/**
 * The model in use judges all mail that this process reads from now on. Nothing happens when it does already. A model of
 * another make of the classifier, or whose weights cannot be read, is left: the profile's own judges until one is trained.
 */
export function takeUpModel(desk: UsingDesk): Promise<void> {
  const mine = turn.then(() => takeUp(desk));
  // Its caller is told of what went wrong; the next one has its turn all the same.
  turn = mine.catch(() => undefined);
  return mine;
}

/** Takes up the model in use now, and whichever is adopted later. Returns how to stop. */
export async function followModel(desk: UsingDesk, live: Pick<LiveFeed, 'subscribe'>): Promise<() => void> {
  const look = (): void => {
    takeUpModel(desk).catch((err: unknown) => desk.log.warn({ err }, 'could not take up the triage model'));
  };
  const stop = live.subscribe((hint) => {
    if (hint.type === 'topic-model') look();
  }, look);
  await takeUpModel(desk);
  return stop;
}

async function takeUp(desk: UsingDesk): Promise<void> {
  const modelId = (await readLearning(desk.db, desk.brand.id))?.modelId ?? null;
  if ((taken.get(desk.profile) ?? null) === modelId) return;
  judgeWith(desk.profile, modelId === null ? null : await loadModel(desk, modelId));
  taken.set(desk.profile, modelId);
}

async function loadModel(desk: UsingDesk, modelId: string): Promise<KeptModel | null> {
  const found = await findModel(desk.db, desk.brand.id, { id: modelId });
  const bytes = found?.make === classifierDigest() ? await weightsOf(desk.db, modelId) : null;
  const model = bytes === null ? null : unpackModel(bytes);
  if (found && model) return { model, name: `v${found.number}` };
  desk.log.warn({ version: found?.number }, 'the triage model in use is of another make; another is trained');
  await inTransaction(desk, async (tx) =>
    scheduleRetraining(tx, desk, await lockLearning(tx, desk.brand.id)),
  );
  return null;
}
