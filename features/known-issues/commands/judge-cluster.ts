/** A lead looked at what may be a new problem. */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Actor } from '#platform/permit/actor.ts';
import { permit } from '#platform/permit/permit.ts';
import { closeCluster, reopenCluster } from '../store/cluster-rows.ts';
import { clusterNotFound } from './save-issue.ts';

/** Throws `cluster-not-found`. */
export async function judgeCluster(
  tx: Tx,
  desk: Pick<Desk, 'brand' | 'clock'>,
  actor: Actor,
  input: { id: string; state: 'dismissed' | 'open' },
): Promise<void> {
  permit(actor, 'known-issue:edit');
  const [brandId, at] = [desk.brand.id, desk.clock.now()];
  const { id, state } = input;
  const done =
    state === 'open'
      ? await reopenCluster(tx, brandId, id, at)
      : await closeCluster(tx, { brandId, id, state, issueId: null, byName: actor.name, at });
  if (!done) throw clusterNotFound();
}
