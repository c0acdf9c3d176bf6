import { Button } from '@mantine/core';
import { IconArrowLeft, IconShieldCheck } from '@tabler/icons-react';
import type { RouteReply } from '#platform/http/contract.ts';
import { usePages } from '#ui/api/pages.ts';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { AppLink, useGo } from '#ui/parts/link.tsx';
import styles from '#ui/parts/list-page.module.css';
import { Mark } from '#ui/parts/mark.tsx';
import { EmptyState, ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { tell, tellProblem } from '#ui/parts/toast.ts';
import { useDocumentTitle } from '#ui/parts/use-title.ts';
import { paths } from '#ui/paths.ts';
import { When } from '#ui/time/when.tsx';
import { fileSize } from '#ui/time/words.ts';
import { plural } from '#ui/words/words.ts';
import { getLedger, listQuarantine, releaseQuarantined } from '../contract.ts';
import { reasonWord } from './reason-words.ts';

type Held = RouteReply<typeof listQuarantine>['mails'][number];

function Row({ mail, chosen }: { mail: Held; chosen: boolean }) {
  return (
    <li>
      <AppLink
        href={paths.quarantine(mail.id)}
        className={styles.row}
        aria-current={chosen ? 'true' : undefined}
      >
        <span className={styles.line}>
          <span className={`${styles.title} clip`} dir="auto">
            {mail.subject || '(no subject)'}
          </span>
          <When at={mail.receivedAt} />
        </span>
        <span className={styles.line}>
          <span className="clip">{mail.from || 'no sender'}</span>
          <Mark bare word={reasonWord(mail.reason)} />
        </span>
        <span className="meta clip" dir="auto">
          {mail.snippet}
        </span>
      </AppLink>
    </li>
  );
}

function Reader({ mail }: { mail: Held }) {
  const go = useGo();
  const release = useCommand(releaseQuarantined, [listQuarantine, getLedger]);
  const word = reasonWord(mail.reason);
  const onRelease = () =>
    release.mutate(
      { params: { id: mail.id } },
      {
        onSuccess: ({ ticketNumber }) => {
          tell(`Let in as #${ticketNumber}.`);
          go(paths.ticket(ticketNumber));
        },
        onError: (error) => tellProblem(error, 'It stays in quarantine'),
      },
    );
  return (
    <>
      <div className={styles.actions}>
        <Button
          component={AppLink}
          href={paths.quarantine()}
          className={styles.back ?? ''}
          variant="default"
          size="compact-sm"
          leftSection={<IconArrowLeft size={14} />}
        >
          Back
        </Button>
        <Button size="compact-sm" loading={release.isPending} onClick={onRelease}>
          Let it in
        </Button>
      </div>
      <h2 dir="auto">{mail.subject || '(no subject)'}</h2>
      <dl className={styles.facts}>
        <dt>Held because</dt>
        <dd>
          <Mark word={word} /> {mail.note || word.hint}
        </dd>
        <dt>From</dt>
        <dd>{mail.from || 'no sender'}</dd>
        <dt>To</dt>
        <dd>{mail.to}</dd>
        <dt>Arrived</dt>
        <dd>
          <When at={mail.receivedAt} long /> · {fileSize(mail.size)}
        </dd>
      </dl>
      <div className={styles.body} dir="auto">
        {mail.snippet || 'There are no words in this mail.'}
      </div>
    </>
  );
}

/** Mail held back, each with the reason; a person can let it in. */
export function QuarantinePage({ chosen }: { chosen: string | undefined }) {
  const list = usePages(listQuarantine, {}, (page) => page.mails);
  const ledger = useRoute(getLedger, {});
  const mail = list.rows.find((each) => each.id === chosen);
  useDocumentTitle('Quarantine');
  return (
    <div className={styles.page} data-chosen={mail ? '' : undefined}>
      <main id="main" tabIndex={-1} className={styles.column}>
        <header className={styles.head}>
          <h1>Quarantine</h1>
          <p>
            Mail that did not become a ticket, each with the reason. Nothing here is lost and nothing is
            deleted.
            {ledger.data &&
              ` ${plural(ledger.data.received, 'mail')} received, ${ledger.data.fates.quarantine ?? 0} held here.`}
          </p>
        </header>
        {list.error && <ErrorState error={list.error} onRetry={list.retry} />}
        {list.loading && <RowSkeletons rows={8} />}
        {!list.loading && !list.error && list.rows.length === 0 && (
          <EmptyState icon={<IconShieldCheck size={24} stroke={1.4} />} title="Nothing is held back">
            Loops, mail for nobody here and mail over the limits would stand here with the reason.
          </EmptyState>
        )}
        {list.rows.length > 0 && (
          <ul className={styles.rows} aria-label="Mail held back">
            {list.rows.map((each) => (
              <Row key={each.id} mail={each} chosen={each.id === chosen} />
            ))}
            {list.hasMore && (
              <li className={styles.more}>
                <Button variant="subtle" loading={list.loadingMore} onClick={list.loadMore}>
                  Show more
                </Button>
              </li>
            )}
          </ul>
        )}
      </main>
      <section className={styles.reader} aria-label="Chosen mail">
        {mail ? (
          <Reader key={mail.id} mail={mail} />
        ) : (
          <EmptyState title="Choose a mail to see why it is held">
            Letting it in makes it a ticket as if it had just arrived.
          </EmptyState>
        )}
      </section>
    </div>
  );
}
