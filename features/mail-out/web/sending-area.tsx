import { Button, Code } from '@mantine/core';
import { getMe } from '#features/access/contract.ts';
import type { RouteReply } from '#platform/http/contract.ts';
import { sentenceOf } from '#ui/api/problem.ts';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { Area, Card, Fact } from '#ui/parts/area.tsx';
import { AppLink } from '#ui/parts/link.tsx';
import { Mark } from '#ui/parts/mark.tsx';
import { ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { Copyable } from '#ui/parts/secret.tsx';
import { paths } from '#ui/paths.ts';
import { duration } from '#ui/time/words.ts';
import { getSending, sendTestMail, type TestMail, watchTestMail } from '../contract.ts';

type Sending = RouteReply<typeof getSending>;

/** What to publish; the private half never leaves the server. */
function DkimRecord({ dkim }: { dkim: NonNullable<Sending['dkim']> }) {
  if (dkim.record === null) {
    return (
      <p role="note" style={{ margin: '0 0 10px', color: 'var(--ph-red)' }}>
        The key cannot be read with the file secret.key of this data folder, so mail cannot be signed. Bring
        back that file, or make a new key with <Code>posthaste dkim new</Code>
      </p>
    );
  }
  return (
    <div style={{ display: 'grid', gap: 6, paddingBottom: 12 }}>
      <span className="meta">
        This TXT record has to stand in the DNS of {dkim.domain}: its name, and its value.{' '}
        <AppLink href={paths.settings('sending-domains')}>See what DNS says now</AppLink>
      </span>
      <Copyable value={dkim.record.name} label="the name of the DNS record" />
      <Copyable value={dkim.record.value} label="the value of the DNS record" />
    </div>
  );
}

const settled: readonly TestMail['progress'][] = ['taken', 'kept', 'failed', 'unknown'];

function progressWords({ progress, to, reason }: TestMail): { words: string; colour: string } {
  const red = 'var(--ph-red)';
  switch (progress) {
    case 'leaving':
      return { words: `On its way to ${to} …`, colour: 'var(--ph-meta)' };
    case 'taken':
      return { words: `The relay took it. Look into the mailbox of ${to}.`, colour: 'var(--ph-green)' };
    case 'kept':
      return {
        words: 'It was kept under Captured mail, because no relay is set.',
        colour: 'var(--ph-amber)',
      };
    case 'put-off':
      return { words: `The relay did not take it yet; it is tried again. ${reason ?? ''}`, colour: red };
    case 'failed':
      return { words: `The relay refused it. ${reason ?? ''}`, colour: red };
    case 'unknown':
      return { words: `The line broke as it was handed over. ${reason ?? ''}`, colour: red };
  }
}

/** Sends a mail to oneself and says what became of it. */
function TestMailFact() {
  const send = useCommand(sendTestMail, [getSending]);
  const id = send.data?.id ?? '';
  const watched = useRoute(
    watchTestMail,
    { params: { id } },
    {
      enabled: id !== '',
      again: (data) => (data && settled.includes(data.progress) ? false : 1_000),
    },
  );
  const told = watched.data && progressWords(watched.data);
  return (
    <Fact label="Test mail" hint="Goes to your own address, by the way every answer takes.">
      <Button size="compact-sm" variant="default" loading={send.isPending} onClick={() => send.run({})}>
        Send me a test mail
      </Button>
      <p role="status" style={{ margin: '6px 0 0', color: send.isError ? 'var(--ph-red)' : told?.colour }}>
        {send.isError ? sentenceOf(send.error) : told?.words}
      </p>
    </Fact>
  );
}

/** How mail leaves, and whether it does. `children`: what another feature adds to the way out. */
export function SendingArea({ children }: { children?: React.ReactNode }) {
  const sending = useRoute(getSending, {});
  const me = useRoute(getMe, {}, { staleTime: 60_000 });
  const mayTest = me.data?.permissions.includes('mail-out:test') ?? false;
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
            `on, for ${dkim.domain}`
          ) : (
            <span className="meta">
              none yet; make one with <Code>posthaste dkim new</Code>
            </span>
          )}
        </Fact>
        {dkim && <DkimRecord dkim={dkim} />}
        {mayTest && <TestMailFact />}
        {children}
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
