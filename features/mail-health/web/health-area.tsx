import { IconHeartbeat } from '@tabler/icons-react';
import { useRoute } from '#ui/api/query.ts';
import { Area, Card, Fact } from '#ui/parts/area.tsx';
import { Mark } from '#ui/parts/mark.tsx';
import { EmptyState, ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { When } from '#ui/time/when.tsx';
import { duration } from '#ui/time/words.ts';
import { getMailHealth, type Way } from '../contract.ts';
import { DayGraph } from './day-graph.tsx';
import { RoundTripGraph } from './round-trip-graph.tsx';
import { seconds } from './seconds.ts';
import { wayWords } from './way-words.ts';

const againMs = 15_000;

function WayCard({ way, now, action }: { way: Way; now: number; action: React.ReactNode }) {
  return (
    <Card title={way.label} action={action}>
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
      {way.roundTrips && <RoundTripFacts trips={way.roundTrips} label={way.label} now={now} />}
      <Fact label="Last 24 hours" hint="Low is well, high is trouble, a gap is no look at all.">
        <DayGraph samples={way.samples} label={way.label} now={now} />
      </Fact>
    </Card>
  );
}

function RoundTripFacts({
  trips,
  label,
  now,
}: {
  trips: NonNullable<Way['roundTrips']>;
  label: string;
  now: number;
}) {
  const { lastSeconds, medianSeconds } = trips;
  return (
    <>
      <Fact label="Last round trip" hint="From handing it to the relay until the desk has read it.">
        {lastSeconds === null ? (
          <span className="meta">none yet</span>
        ) : (
          <span className="tabular">{seconds(lastSeconds)}</span>
        )}
        {medianSeconds !== null && (
          <span className="meta"> · median of the day {seconds(medianSeconds)}</span>
        )}
      </Fact>
      <Fact
        label="Each mail"
        hint="As high as it was long on its way; the dashed line is the median. Red to the top did not come back in time."
      >
        <RoundTripGraph trips={trips} label={label} now={now} />
      </Fact>
    </>
  );
}

/** What is in trouble stands on top; otherwise the order of the answer. */
function worstFirst(a: Way, b: Way): number {
  return Number(a.state === 'ok') - Number(b.state === 'ok');
}

const tellers = { webhook: 'a webhook', mail: 'mail through a second relay' } as const;

type HealthProps = {
  /** A button of another feature on each card. */
  actionOf?: (way: Way) => React.ReactNode;
  /** What other features add below. */
  children?: React.ReactNode;
};

/** Whether mail comes in and leaves. */
export function HealthArea({ actionOf, children }: HealthProps) {
  const health = useRoute(getMailHealth, {}, { again: () => againMs });
  if (health.isError) return <ErrorState error={health.error} onRetry={() => void health.refetch()} />;
  if (!health.data) return <RowSkeletons rows={4} />;
  const { ways, alarm, canaryMinutes } = health.data;
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
        <WayCard key={way.id} way={way} now={health.dataUpdatedAt} action={actionOf?.(way)} />
      ))}
      {canaryMinutes === null && (
        <Card title="Round trips">
          <p className="meta" style={{ margin: 0 }}>
            The desk can send a mail to itself every few minutes and tell when it does not come back: the one
            proof that mail really leaves and arrives. Set <code>POSTHASTE_RELAY_HOST</code> and{' '}
            <code>POSTHASTE_CANARY_MINUTES</code> on the server.
          </p>
        </Card>
      )}
      {children}
    </Area>
  );
}
