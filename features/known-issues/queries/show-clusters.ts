/** What may be a new problem, with its evidence. */
import type { Desk } from '#features/workspace/index.ts';
import type { RouteReply } from '#platform/http/contract.ts';
import type { Cluster, listClusters } from '../contract-tickets.ts';
import { everyTicket } from '../rules/affects.ts';
import type { TraitNames } from '../rules/match-issue.ts';
import { RECENT_DAYS, USUAL_DAYS } from '../rules/rising.ts';
import { tidyRanges } from '../rules/version-ranges.ts';
import { type ClusterRow, openClusters, ticketsOfCluster } from '../store/cluster-rows.ts';
import { copyOf } from './show-issues.ts';
import { traitNames } from './trait-names.ts';

type ShowingDesk = Pick<Desk, 'db' | 'brand' | 'clock' | 'profile'>;

const MOST_TICKETS = 5;

/** The newest first. */
export async function clustersToJudge(desk: ShowingDesk): Promise<RouteReply<typeof listClusters>> {
  const rows = await openClusters(desk.db, desk.brand.id);
  const names = traitNames(desk);
  return { clusters: await Promise.all(rows.map((row) => toCluster(desk, row, names))) };
}

async function toCluster(desk: ShowingDesk, row: ClusterRow, names: TraitNames): Promise<Cluster> {
  const { topic, kind, value, evidence } = row;
  const first = new Date(desk.clock.now().getTime() - (RECENT_DAYS + USUAL_DAYS) * 86_400_000);
  const { days, tickets } = await ticketsOfCluster(desk.db, {
    brandId: desk.brand.id,
    key: { topic, kind, value },
    since: first.toISOString().slice(0, 10),
    most: MOST_TICKETS,
  });
  return {
    id: row.id,
    title: titleOf(row, names),
    ...{ kind, topic, value, days },
    recent: evidence.recent,
    expected: evidence.expected,
    reasons: evidence.reasons,
    tickets: tickets.map(({ createdAt, ...ticket }) => ({ ...ticket, createdAt: createdAt.toISOString() })),
    affects: copyOf({
      ...everyTicket,
      topics: [topic],
      errors: kind === 'error' ? [value] : [],
      firmware: kind === 'firmware' ? tidyRanges(value) : '',
      app: kind === 'app' ? tidyRanges(value) : '',
    }),
    foundAt: row.foundAt.toISOString(),
  };
}

function titleOf({ topic, kind, value }: ClusterRow, names: TraitNames): string {
  const about = names.topic(topic);
  if (kind === 'error') return `${about}: ${names.error(value)}`;
  return `${about} with ${kind === 'firmware' ? 'firmware' : 'app'} ${value}`;
}
