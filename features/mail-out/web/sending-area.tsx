import { Code } from '@mantine/core';
import { useRoute } from '#ui/api/query.ts';
import { Area, Card, Fact } from '#ui/parts/area.tsx';
import { AppLink } from '#ui/parts/link.tsx';
import { Mark } from '#ui/parts/mark.tsx';
import { ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { paths } from '#ui/paths.ts';
import { duration } from '#ui/time/words.ts';
import { getSending } from '../contract.ts';

/** How mail leaves, and whether it does. */
export function SendingArea() {
  const sending = useRoute(getSending, {});
  if (sending.isError) return <ErrorState error={sending.error} onRetry={() => void sending.refetch()} />;
  if (!sending.data) return <RowSkeletons rows={4} />;
  const { mode, host, dkim, queued, oldestQueuedSeconds, failed, unknown, lastError } = sending.data;
  const capture = mode === 'capture';
  return (
    <Area
      title="Sending"
      intro="How answers leave this desk. The relay and the key are set on the server, so that no secret lies in a browser."
    >
      <Card>
        <Fact
          label="Way out"
          hint={
            capture
              ? 'Mail is kept under Captured mail until a relay is set; nobody outside gets anything.'
              : 'Mail is handed to this server.'
          }
        >
          <Mark
            word={
              capture
                ? { label: 'Capture mode', tone: 'amber', shape: 'half', hint: 'Nothing leaves' }
                : {
                    label: `Relay ${host ?? ''}`,
                    tone: 'green',
                    shape: 'tick',
                    hint: 'Mail leaves through this server',
                  }
            }
          />
          {capture && (
            <div style={{ marginTop: 6 }}>
              <AppLink href={paths.captured()}>Read captured mail</AppLink>
            </div>
          )}
        </Fact>
        <Fact
          label="Signature of the domain (DKIM)"
          hint="Lets the receiver check that the mail is really from you."
        >
          {dkim ? (
            <Code>
              {dkim.selector}._domainkey.{dkim.domain}
            </Code>
          ) : (
            <span className="meta">
              none yet; make one with <Code>posthaste dkim new</Code>
            </span>
          )}
        </Fact>
      </Card>
      <Card title="The queue">
        <Fact label="Waiting to leave" hint="More than a minute here means the relay is slow or away.">
          <span className="tabular">{queued}</span>
          {oldestQueuedSeconds !== null && (
            <span className="meta"> · oldest {duration(oldestQueuedSeconds)}</span>
          )}
        </Fact>
        <Fact
          label="Not delivered"
          hint="Each stands on its ticket with the reason and a button to try again."
        >
          <span className="tabular" style={failed > 0 ? { color: 'var(--ph-red)' } : undefined}>
            {failed}
          </span>
        </Fact>
        <Fact label="Unclear" hint="The line broke at the last moment. We never send twice on our own.">
          <span className="tabular" style={unknown > 0 ? { color: 'var(--ph-amber)' } : undefined}>
            {unknown}
          </span>
        </Fact>
        {lastError && (
          <Fact label="Last trouble">
            <span style={{ color: 'var(--ph-red)' }}>{lastError}</span>
          </Fact>
        )}
      </Card>
    </Area>
  );
}
