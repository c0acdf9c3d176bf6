import { Button } from '@mantine/core';
import { IconRefresh, IconWorld } from '@tabler/icons-react';
import { getMe } from '#features/access/contract.ts';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { Area } from '#ui/parts/area.tsx';
import { Mark } from '#ui/parts/mark.tsx';
import { EmptyState, ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { tellProblem } from '#ui/parts/toast.ts';
import { When } from '#ui/time/when.tsx';
import { askSendingDomains, getSendingDomains, type SendingDomain } from '../contract.ts';
import { CheckDetails } from './check-details.tsx';
import { countWord, rolesSentence } from './check-words.ts';
import { RelayForm } from './relay-form.tsx';
import styles from './sending-domains.module.css';

function DomainCard({ of }: { of: SendingDomain }) {
  const named = of.written === of.domain ? of.domain : `${of.written} (${of.domain})`;
  return (
    <section className={styles.domain} aria-label={`DNS of ${of.domain}`}>
      <header className={styles.head}>
        <h2>{named}</h2>
        <Mark word={countWord(of.checks)} />
        <p className="meta">{rolesSentence(of)}</p>
      </header>
      {of.checks.map((check) => (
        // A verdict that changed opens or closes anew.
        <CheckDetails key={`${check.kind} ${check.verdict}`} check={check} />
      ))}
    </section>
  );
}

function AskAgain({ askedAt }: { askedAt: string }) {
  const ask = useCommand(askSendingDomains, [getSendingDomains]);
  return (
    <div className={styles.again}>
      <Button
        variant="default"
        leftSection={<IconRefresh size={16} />}
        loading={ask.isPending}
        onClick={() => ask.run({}, { refused: (error) => tellProblem(error, 'DNS was not asked') })}
      >
        Ask again now
      </Button>
      <span className="meta" role="status">
        DNS was asked <When at={askedAt} long />
      </span>
    </div>
  );
}

/** What DNS says of every domain we send from, and what it should say. */
export function SendingDomainsArea() {
  const report = useRoute(getSendingDomains, {}, { keepPrevious: true });
  const me = useRoute(getMe, {}, { staleTime: 60_000 });
  if (report.isError) return <ErrorState error={report.error} onRetry={() => void report.refetch()} />;
  if (!report.data || !me.data) return <RowSkeletons rows={6} />;
  const { askedAt, domains, relay } = report.data;
  return (
    <Area
      title="Sending domains"
      intro="Large mail providers take our mail only when DNS says that it is really ours. This is what DNS says now, and what to publish where something is missing. Changes are made at your DNS provider, not here."
      action={<AskAgain askedAt={askedAt} />}
    >
      <RelayForm relay={relay} mayChange={me.data.permissions.includes('sending-domains:manage')} />
      {domains.length === 0 && (
        <EmptyState icon={<IconWorld size={24} stroke={1.4} />} title="No domain sends mail yet">
          Add a mailbox first; its domain then stands here.
        </EmptyState>
      )}
      {domains.map((one) => (
        <DomainCard key={one.domain} of={one} />
      ))}
    </Area>
  );
}
