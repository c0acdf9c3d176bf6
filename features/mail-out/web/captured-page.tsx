import { Button } from '@mantine/core';
import { IconArrowLeft, IconDownload, IconMailForward } from '@tabler/icons-react';
import { useState } from 'react';
import { usePages } from '#ui/api/pages.ts';
import { useRoute } from '#ui/api/query.ts';
import { AppLink } from '#ui/parts/link.tsx';
import styles from '#ui/parts/list-page.module.css';
import { Chip } from '#ui/parts/mark.tsx';
import { EmptyState, ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { useDocumentTitle } from '#ui/parts/use-title.ts';
import { paths } from '#ui/paths.ts';
import { When } from '#ui/time/when.tsx';
import { fileSize } from '#ui/time/words.ts';
import { type Captured, getCaptured, listCaptured } from '../contract.ts';

const kinds: Readonly<Record<Captured['kind'], string>> = {
  reply: 'Answer',
  acknowledgement: 'Acknowledgement',
  notification: 'Notification',
};

function Row({ mail, chosen }: { mail: Captured; chosen: boolean }) {
  return (
    <li>
      <AppLink
        href={paths.captured(mail.id)}
        className={styles.row}
        aria-current={chosen ? 'true' : undefined}
      >
        <span className={styles.line}>
          <span className={`${styles.title} clip`} dir="auto">
            {mail.subject || '(no subject)'}
          </span>
          <When at={mail.at} />
        </span>
        <span className={styles.line}>
          <span className="clip">to {mail.to.join(', ')}</span>
          <Chip>{kinds[mail.kind]}</Chip>
        </span>
      </AppLink>
    </li>
  );
}

function Reader({ id }: { id: string }) {
  const mail = useRoute(getCaptured, { params: { id } });
  const [headers, setHeaders] = useState(false);
  if (mail.isError) return <ErrorState error={mail.error} onRetry={() => void mail.refetch()} />;
  if (!mail.data) return <RowSkeletons rows={4} />;
  return (
    <>
      <div className={styles.actions}>
        <Button
          component={AppLink}
          href={paths.captured()}
          className={styles.back ?? ''}
          variant="default"
          size="compact-sm"
          leftSection={<IconArrowLeft size={14} />}
        >
          Back
        </Button>
        <Button
          component="a"
          href={paths.capturedEml(id)}
          download
          variant="default"
          size="compact-sm"
          leftSection={<IconDownload size={14} />}
        >
          Download .eml
        </Button>
        {mail.data.ticketNumber !== null && (
          <Button
            component={AppLink}
            href={paths.ticket(mail.data.ticketNumber)}
            variant="default"
            size="compact-sm"
          >
            Ticket #{mail.data.ticketNumber}
          </Button>
        )}
        <Button
          variant="subtle"
          size="compact-sm"
          aria-expanded={headers}
          onClick={() => setHeaders(!headers)}
        >
          {headers ? 'Hide headers' : 'Show headers'}
        </Button>
      </div>
      <h2 dir="auto">{mail.data.subject || '(no subject)'}</h2>
      <dl className={styles.facts}>
        <dt>From</dt>
        <dd>{mail.data.from}</dd>
        <dt>To</dt>
        <dd>{mail.data.to.join(', ')}</dd>
        <dt>Kept</dt>
        <dd>
          <When at={mail.data.at} long /> · {fileSize(mail.data.size)}
        </dd>
      </dl>
      {headers && <pre className={styles.headers}>{mail.data.headers}</pre>}
      <div className={styles.body} dir="auto">
        {mail.data.text}
      </div>
    </>
  );
}

/** Mail that would have left, readable while no relay is set. */
export function CapturedPage({ chosen }: { chosen: string | undefined }) {
  const list = usePages(listCaptured, {}, (page) => page.captured);
  useDocumentTitle('Captured mail');
  return (
    <div className={styles.page} data-chosen={chosen ? '' : undefined}>
      <main id="main" tabIndex={-1} className={styles.column}>
        <header className={styles.head}>
          <h1>Captured mail</h1>
          <p>
            While no mail server is set, mail is kept here instead of being sent. Nobody outside gets
            anything.
          </p>
        </header>
        {list.error && <ErrorState error={list.error} onRetry={list.retry} />}
        {list.loading && <RowSkeletons rows={8} />}
        {!list.loading && !list.error && list.rows.length === 0 && (
          <EmptyState icon={<IconMailForward size={24} stroke={1.4} />} title="Nothing was captured yet">
            Answer a ticket: a few seconds later the mail stands here, exactly as it would have left.
          </EmptyState>
        )}
        {list.rows.length > 0 && (
          <ul className={styles.rows} aria-label="Captured mail">
            {list.rows.map((mail) => (
              <Row key={mail.id} mail={mail} chosen={mail.id === chosen} />
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
        {chosen ? (
          <Reader key={chosen} id={chosen} />
        ) : (
          <EmptyState title="Choose a mail to read it here">
            Each can be downloaded as .eml, the way a mail server would have got it.
          </EmptyState>
        )}
      </section>
    </div>
  );
}
