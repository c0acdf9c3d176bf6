import { Button } from '@mantine/core';
import { IconTrendingUp } from '@tabler/icons-react';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { AppLink } from '#ui/parts/link.tsx';
import { tell, tellProblem } from '#ui/parts/toast.ts';
import { paths } from '#ui/paths.ts';
import { type Cluster, judgeCluster, listClusters } from '../contract-tickets.ts';
import styles from './known-issues.module.css';

/** Tickets of the last days as a row of small columns; the last three are what rises. */
function Spark({ days }: { days: Cluster['days'] }) {
  const largest = Math.max(1, ...days.map(({ tickets }) => tickets));
  return (
    <span className={styles.spark} aria-hidden>
      {days.slice(-20).map(({ day, tickets }) => (
        <span key={day} style={{ height: `${(tickets / largest) * 100}%` }} />
      ))}
    </span>
  );
}

function ClusterCard({ cluster }: { cluster: Cluster }) {
  const judge = useCommand(judgeCluster, [listClusters]);
  const dismiss = () =>
    judge.run(
      { params: { id: cluster.id }, body: { state: 'dismissed' } },
      {
        done: () => tell('It is shown again when it has doubled.'),
        refused: (error) => tellProblem(error, 'It stays here'),
      },
    );
  return (
    <li className={styles.cluster}>
      <div className={styles.clusterHead}>
        <strong>{cluster.title}</strong>
        <Spark days={cluster.days} />
      </div>
      <ul className={styles.why}>
        {cluster.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <p className="meta" style={{ margin: 0, whiteSpace: 'normal' }}>
        {cluster.tickets.map(({ number, title }, at) => (
          <span key={number}>
            {at > 0 && ', '}
            <AppLink href={paths.ticket(number)} title={title}>
              #{number}
            </AppLink>
          </span>
        ))}
      </p>
      <div className={styles.actions}>
        <Button
          component={AppLink}
          href={paths.knownIssues('new', { cluster: cluster.id })}
          size="compact-sm"
          variant="light"
        >
          Make it a known issue…
        </Button>
        <Button size="compact-sm" variant="subtle" color="gray" loading={judge.isPending} onClick={dismiss}>
          Nothing new
        </Button>
      </div>
    </li>
  );
}

/** What may be a new problem. Takes no room while there is nothing. */
export function ClusterCards() {
  const clusters = useRoute(listClusters, {}, { staleTime: 30_000 });
  if (clusters.isError)
    return (
      <p className="meta" role="alert" style={{ padding: '0 16px' }}>
        Whether something new rises cannot be shown just now.
      </p>
    );
  const found = clusters.data?.clusters ?? [];
  if (found.length === 0) return null;
  return (
    <section className={styles.clusters} aria-label="Maybe a new problem">
      <h2>
        <IconTrendingUp size={15} stroke={1.8} aria-hidden /> Maybe a new problem
      </h2>
      <ul>
        {found.map((cluster) => (
          <ClusterCard key={cluster.id} cluster={cluster} />
        ))}
      </ul>
    </section>
  );
}
