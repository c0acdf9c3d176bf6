/** A person says that nothing is to be learnt from a correction, or that it counts after all. */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { NamedError } from '#platform/named-error.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { ignoreExample } from '../store/example-rows.ts';
import { lockLearning } from '../store/model-rows.ts';
import { scheduleRetraining } from './schedule-retraining.ts';

/** Throws `correction-not-found`. The ticket itself stays as it is. */
export async function ignoreCorrection(
  tx: Tx,
  desk: Pick<Desk, 'clock' | 'brand'>,
  actor: Actor,
  input: { number: number; learn: boolean },
): Promise<void> {
  permit(actor, 'triage-model:manage');
  const state = await lockLearning(tx, desk.brand.id);
  const ignored = input.learn ? null : { at: desk.clock.now(), by: actor.name };
  if (!(await ignoreExample(tx, desk.brand.id, input.number, ignored)))
    throw new NamedError('correction-not-found', `Nothing was learnt from #${input.number}.`);
  await scheduleRetraining(tx, desk, state);
}
