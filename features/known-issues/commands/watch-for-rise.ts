/**
 * Whether tickets like this one become more than usual, without a known issue. Looked at when such a ticket comes, by counts
 * of one index: nothing is polled, and a burst of a known cluster costs one look in ten minutes.
 */
import type { Desk } from '#features/workspace/index.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { TicketTraits } from '../rules/match-issue.ts';
import { FEWEST, judgeRise, RECENT_DAYS, USUAL_DAYS } from '../rules/rising.ts';
import { type ClusterKey, type ClusterRow, findCluster, keepCluster } from '../store/cluster-rows.ts';
import { type ConsideredTicket, type CountedTrait, countTrait } from '../store/trait-rows.ts';

type WatchingDesk = Pick<Desk, 'brand' | 'clock'>;

const dayMs = 86_400_000;
/** Evidence of an open cluster is counted again after so long. */
const lookAgainMs = 600_000;
/** A dismissed cluster is shown again when it has grown so many times over. */
const grownTimes = 2;

/** Keeps a cluster for each thing that rises. */
export async function watchForRise(
  tx: Tx,
  desk: WatchingDesk,
  ticket: ConsideredTicket,
  traits: TicketTraits,
): Promise<void> {
  const now = desk.clock.now();
  const isOld = ticket.createdAt.getTime() <= now.getTime() - RECENT_DAYS * dayMs;
  if (isOld || ticket.topic === null) return;
  const { topic } = ticket;
  const of = (kind: ClusterKey['kind'], values: readonly string[]): ClusterKey[] =>
    values.map((value) => ({ topic, kind, value }));
  const keys = [...of('error', traits.errors), ...of('firmware', traits.firmware), ...of('app', traits.app)];
  for (const key of keys) await look(tx, desk, key, now);
}

async function look(tx: Tx, desk: WatchingDesk, key: ClusterKey, now: Date): Promise<void> {
  const brandId = desk.brand.id;
  const known = await findCluster(tx, brandId, key);
  if (known && mayWait(known, now)) return;
  const recent = await count(tx, brandId, key.topic, key, 'recent', now);
  if (recent < FEWEST) return;
  if (known?.state === 'dismissed' && recent < known.evidence.recent * grownTimes) return;
  const before = await count(tx, brandId, key.topic, key, 'before', now);
  const whole = { kind: 'ticket', value: '' } as const;
  const topic =
    key.kind === 'error'
      ? null
      : {
          recent: await count(tx, brandId, key.topic, whole, 'recent', now),
          before: await count(tx, brandId, key.topic, whole, 'before', now),
        };
  const rise = judgeRise({ recent, before }, topic);
  if (rise === null) return;
  await keepCluster(tx, {
    brandId,
    key,
    evidence: { recent, expected: rise.expected, reasons: [...rise.reasons] },
    at: now,
  });
}

function mayWait({ state, changedAt }: ClusterRow, now: Date): boolean {
  return state === 'taken' || (state === 'open' && now.getTime() - changedAt.getTime() < lookAgainMs);
}

/** What is recent is counted without tickets that have an issue; what is usual, with all. */
function count(
  tx: Tx,
  brandId: string,
  topic: string,
  trait: CountedTrait,
  which: 'recent' | 'before',
  now: Date,
): Promise<number> {
  const isRecent = which === 'recent';
  const turn = daysBefore(now, RECENT_DAYS);
  return countTrait(tx, {
    brandId,
    topic,
    trait,
    since: isRecent ? turn : daysBefore(now, RECENT_DAYS + USUAL_DAYS),
    until: isRecent ? daysBefore(now, 0) : turn,
    without: isRecent && trait.kind !== 'ticket',
  });
}

function daysBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * dayMs).toISOString().slice(0, 10);
}
