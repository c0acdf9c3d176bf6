/** SQL of `rising_cluster`. */
import { type Kysely, sql } from 'kysely';
import type { DB } from '#platform/database/schema.gen.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { newId } from '#platform/ids.ts';
import { knownIssueLimits } from '../limits.ts';

export const clusterKinds = ['error', 'firmware', 'app'] as const;
export type ClusterKind = (typeof clusterKinds)[number];
/** What its tickets have in common. */
export type ClusterKey = { topic: string; kind: ClusterKind; value: string };

export type Evidence = {
  /** Tickets of the last days, and how many would be usual. */
  recent: number;
  expected: number;
  reasons: string[];
};

export type ClusterRow = ClusterKey & {
  id: string;
  state: 'open' | 'dismissed' | 'taken';
  evidence: Evidence;
  foundAt: Date;
  changedAt: Date;
};

/** What is known of a cluster. One whose issue is closed meanwhile may rise anew. */
export async function findCluster(
  db: Kysely<DB>,
  brandId: string,
  key: ClusterKey,
): Promise<ClusterRow | undefined> {
  const { rows } = await sql<ClusterRow>`/* keep plan */
    select c.id, c.topic, c.kind, c.value, c.state, c.evidence, c.found_at, c.changed_at from rising_cluster c
    where c.brand_id = ${brandId}::uuid and c.topic = ${key.topic} and c.kind = ${key.kind} and c.value = ${key.value}
      and not (c.state = 'taken' and coalesce((select i.status = 'closed' from known_issue i where i.id = c.issue_id), true))`.execute(
    db,
  );
  return rows[0];
}

/** Found, or looked at again. */
export async function keepCluster(
  tx: Tx,
  input: { brandId: string; key: ClusterKey; evidence: Evidence; at: Date },
): Promise<void> {
  const { brandId, key, at } = input;
  const evidence = JSON.stringify(input.evidence);
  await tx
    .insertInto('risingCluster')
    .values({ id: newId(), brandId, ...key, state: 'open', evidence, foundAt: at, changedAt: at })
    .onConflict((conflict) =>
      conflict.columns(['brandId', 'topic', 'kind', 'value']).doUpdateSet((set) => ({
        evidence,
        changedAt: at,
        state: 'open',
        byName: '',
        issueId: null,
        foundAt: sql<Date>`case when rising_cluster.state = 'open' then rising_cluster.found_at else ${set.ref('excluded.foundAt')} end`,
      })),
    )
    .execute();
}

/** Those that wait for a lead, the newest first. */
export async function openClusters(db: Kysely<DB>, brandId: string): Promise<ClusterRow[]> {
  return (
    db
      .selectFrom('risingCluster')
      .select(['id', 'topic', 'kind', 'value', 'state', 'evidence', 'foundAt', 'changedAt'])
      // Written by this file alone.
      .$narrowType<Pick<ClusterRow, 'kind' | 'state' | 'evidence'>>()
      .where('brandId', '=', brandId)
      .where('state', '=', 'open')
      .orderBy('foundAt', 'desc')
      .limit(knownIssueLimits.clusters)
      .execute()
  );
}

/** A lead looked at it: no new problem, or an issue was made of it. False when there is none that is open. */
export async function closeCluster(
  tx: Tx,
  input: {
    brandId: string;
    id: string;
    state: 'dismissed' | 'taken';
    issueId: string | null;
    byName: string;
    at: Date;
  },
): Promise<boolean> {
  const { brandId, id, state, issueId, byName, at } = input;
  const closed = await tx
    .updateTable('risingCluster')
    .set({ state, issueId, byName, changedAt: at })
    .where('brandId', '=', brandId)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst();
  return closed !== undefined;
}

/** A dismissed cluster waits again: the dismissal is taken back. */
export async function reopenCluster(tx: Tx, brandId: string, id: string, at: Date): Promise<boolean> {
  const opened = await tx
    .updateTable('risingCluster')
    .set({ state: 'open', byName: '', changedAt: at })
    .where('brandId', '=', brandId)
    .where('id', '=', id)
    .where('state', '=', 'dismissed')
    .returning('id')
    .executeTakeFirst();
  return opened !== undefined;
}

export type ClusterTicket = { number: number; title: string; createdAt: Date };

/** Tickets a cluster is made of, by day and the newest of them. */
export async function ticketsOfCluster(
  db: Kysely<DB>,
  input: { brandId: string; key: ClusterKey; since: string; most: number },
): Promise<{ days: { day: string; tickets: number }[]; tickets: ClusterTicket[] }> {
  const { brandId, key, since, most } = input;
  const where = sql`t.brand_id = ${brandId} and t.kind = ${key.kind} and t.value = ${key.value}
    and t.topic = ${key.topic} and t.day > ${since}::date`;
  const [days, tickets] = await Promise.all([
    sql<{ day: string; tickets: number }>`
      select to_char(t.day, 'YYYY-MM-DD') as day, count(*)::int as tickets from ticket_trait t where ${where}
      group by t.day order by t.day`.execute(db),
    sql<ClusterTicket>`
      select k.number::int, k.title, k.created_at from ticket_trait t join ticket k on k.id = t.ticket_id
      where ${where} order by t.day desc, k.number desc limit ${most}`.execute(db),
  ]);
  return { days: days.rows, tickets: tickets.rows };
}
