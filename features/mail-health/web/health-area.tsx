import { IconHeartbeat } from '@tabler/icons-react';
import { useRoute } from '#ui/api/query.ts';
import { Area, Card, Fact } from '#ui/parts/area.tsx';
import { Mark } from '#ui/parts/mark.tsx';
import { EmptyState, ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { When } from '#ui/time/when.tsx';
import { duration } from '#ui/time/words.ts';
import { getMailHealth, type Way } from '../contract.ts';
import { DayGraph } from './day-graph.tsx';
import { wayWords } from './way-words.ts';

const againMs = 15_000;

function WayCard({ way, now }: { way: Way; now: number }) {
  return (
    <Card title={way.label}>
      <Fact label="State" hint={wayWords[way.state].hint}>
        <Mark word={wayWords[way.state]} />{' '}
        <span className="meta">
          since <When at={way.since} long />
        </span>
        {way.reason && <p style={{ margin: '6px 0 0', color: 'var(--ph-red)' }}>{way.reason}</p>}
        {way.alarmedAt && (
          <p className="meta" style={{ margin: '6px 0 0' }}>
            Told as an alarm <When at={way.alarmedAt} long />
          </p>
        )}
      </Fact>
      <Fact label="Last success">
        {way.lastSuccessAt ? <When at={way.lastSuccessAt} long /> : <span className="meta">none yet</span>}
      </Fact>
      <Fact label="Lag" hint="Since the last success, or since the oldest mail waits.">
        <span className="tabular">{duration(way.lagSeconds)}</span>
      </Fact>
      <Fact label="Last 24 hours" hint="Low is well, high is trouble, a gap is no look at all.">
        <DayGraph samples={way.samples} label={way.label} now={now} />
      </Fact>
    </Card>
  );
}

/** What is in trouble stands on top; otherwise the order of the answer. */
function worstFirst(a: Way, b: Way): number {
  return Number(a.state === 'ok') - Number(b.state === 'ok');
}

const tellers = { webhook: 'a webhook', mail: 'mail through a second relay' } as const;

/** Whether mail comes in and leaves. `children`: what other features add below. */
export function HealthArea({ children }: { children?: React.ReactNode }) {
  const health = useRoute(getMailHealth, {}, { again: () => againMs });
  if (health.isError) return <ErrorState error={health.error} onRetry={() => void health.refetch()} />;
  if (!health.data) return <RowSkeletons rows={4} />;
  const { ways, alarm } = health.data;
  return (
    <Area
      title="Mail health"
      intro={
        alarm.by.length > 0
          ? `Every way of mail, looked at once a minute. What is in trouble for ${alarm.afterMinutes} minutes is told by ${alarm.by.map((by) => tellers[by]).join(' and ')}.`
          : 'Every way of mail, looked at once a minute. Nobody is told of trouble yet: name a webhook or a second relay in the settings of the server (docs/operating/mail-health.md).'
      }
    >
      {ways.length === 0 && (
        <EmptyState icon={<IconHeartbeat size={24} stroke={1.4} />} title="Nothing was looked at yet">
          The first look comes within a minute of the start.
        </EmptyState>
      )}
      {[...ways].sort(worstFirst).map((way) => (
        <WayCard key={way.id} way={way} now={health.dataUpdatedAt} />
      ))}
      {children}
    </Area>
  );
}
