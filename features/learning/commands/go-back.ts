/** A person takes an earlier version into use again. */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { appendEvent } from '#platform/events/append-event.ts';
import { announce } from '#platform/events/live.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { findModel, lockLearning, setInUse } from '../store/model-rows.ts';

/** The number of the model that the profile's examples give. */
export const profileVersion = 0;

/**
 * Any kept version, or the profile's own by 0. From then on nothing is trained by itself until somebody asks: what was
 * gone back from would come again with the next correction. Throws `version-not-kept`.
 */
export async function goBack(
  tx: Tx,
  desk: Pick<Desk, 'clock' | 'brand'>,
  actor: Actor,
  number: number,
): Promise<void> {
  permit(actor, 'triage-model:manage');
  const { id: brandId } = desk.brand;
  const row = await lockLearning(tx, brandId);
  const model = number === profileVersion ? null : await findModel(tx, brandId, { number });
  if (model === undefined || model?.state === 'refused')
    throw new NamedError('version-not-kept', `Version ${number} is not kept.`);
  const modelId = model?.id ?? null;
  if (row.modelId === modelId) return;
  const at = desk.clock.now();
  await setInUse(tx, brandId, { modelId, at, by: actor.name, rests: true });
  await appendEvent(tx, {
    brandId,
    ticketId: null,
    kind: 'triage-model-chosen',
    actor,
    data: { number },
    at,
  });
  await announce(tx, { type: 'topic-model' });
}
