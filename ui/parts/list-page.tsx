/** A page of mails: the list on one side, the chosen one beside it; on a phone one after the other. */
import { Button, Checkbox } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Pages } from '../api/pages.ts';
import { When } from '../time/when.tsx';
import { AppLink } from './link.tsx';
import styles from './list-page.module.css';
import { ErrorState, RowSkeletons } from './page-state.tsx';

type ListPageProps<Row extends { id: string }> = {
  heading: string;
  /** What these mails are, in a sentence or two. */
  lead: ReactNode;
  /** Stands between the head and the rows: a filter, what can be done with what is selected. */
  tools?: ReactNode;
  list: Pages<Row>;
  /** Read out for the list. */
  label: string;
  /** One row; `ListRow` is made for it. */
  row: (row: Row) => ReactNode;
  /** Shown when there is no row at all. */
  empty: ReactNode;
  /** Address of the list, to go back to on a phone. */
  back: string;
  /** Id of the address, or undefined. */
  chosen: string | undefined;
  /** The chosen one; it may stand on a page of the list that was not asked for yet. */
  reader: (id: string) => ReactNode;
  /** Shown while none is chosen. */
  invitation: ReactNode;
  /** Shown beside an empty list: what would stand here, and what is done with it. */
  lesson: ReactNode;
};

/** The page; it asks for nothing itself. */
export function ListPage<Row extends { id: string }>(props: ListPageProps<Row>) {
  const { list, chosen } = props;
  return (
    <div className={styles.page} data-chosen={chosen ? '' : undefined}>
      <main id="main" tabIndex={-1} className={styles.column}>
        <header className={styles.head}>
          <h1>{props.heading}</h1>
          <p>{props.lead}</p>
        </header>
        {props.tools !== undefined && <div className={styles.tools}>{props.tools}</div>}
        {list.error && <ErrorState error={list.error} onRetry={list.retry} />}
        {list.loading && <RowSkeletons rows={8} />}
        {!list.loading && !list.error && list.rows.length === 0 && props.empty}
        {list.rows.length > 0 && (
          <ul className={styles.rows} aria-label={props.label}>
            {list.rows.map((row) => (
              <li key={row.id}>{props.row(row)}</li>
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
          <>
            <Button
              component={AppLink}
              href={props.back}
              className={styles.back ?? ''}
              variant="default"
              size="compact-sm"
              leftSection={<IconArrowLeft size={14} />}
            >
              Back
            </Button>
            {props.reader(chosen)}
          </>
        ) : (
          !list.loading &&
          !list.error &&
          (list.rows.length > 0 ? <div className={styles.invitation}>{props.invitation}</div> : props.lesson)
        )}
      </section>
    </div>
  );
}

type LessonProps = {
  title: string;
  lead: ReactNode;
  /** What may stand here, each with what it means. */
  kinds: readonly (readonly [what: ReactNode, means: ReactNode])[];
};

/** Beside an empty list: the kinds of mail that would stand in it. */
export function Lesson({ title, lead, kinds }: LessonProps) {
  return (
    <div className={styles.lesson}>
      <h2>{title}</h2>
      <p>{lead}</p>
      <dl>
        {kinds.map(([what, means], at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list, never reordered
          <div key={at}>
            <dt>{what}</dt>
            <dd>{means}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

type ListRowProps = {
  href: string;
  chosen: boolean;
  subject: string;
  at: string;
  /** Second line: who, and a mark. */
  children: ReactNode;
  /** Third line: the first words. */
  snippet?: string;
  /** Selects the row for what is done with several at once. */
  select?: { label: string; checked: boolean; onToggle: () => void };
};

/** One row: subject and time, who, first words. */
export function ListRow({ select, ...row }: ListRowProps) {
  if (!select) return <RowLink {...row} />;
  return (
    <div className={styles.selectable}>
      <Checkbox size="xs" aria-label={select.label} checked={select.checked} onChange={select.onToggle} />
      <RowLink {...row} />
    </div>
  );
}

function RowLink({ href, chosen, subject, at, children, snippet }: Omit<ListRowProps, 'select'>) {
  return (
    <AppLink href={href} className={styles.row} aria-current={chosen ? 'true' : undefined}>
      <span className={styles.line}>
        <span className={`${styles.title} clip`} dir="auto">
          {subject || '(no subject)'}
        </span>
        <When at={at} />
      </span>
      <span className={styles.line}>{children}</span>
      {snippet !== undefined && (
        <span className="meta clip" dir="auto">
          {snippet}
        </span>
      )}
    </AppLink>
  );
}

type ReaderProps = {
  actions: ReactNode;
  subject: string;
  facts: readonly (readonly [term: string, says: ReactNode])[];
  /** Header section of the mail; null while it is not to be shown. */
  headers: string | null;
  text: string;
};

/** The chosen mail: what can be done, subject, facts, words. */
export function MailReader({ actions, subject, facts, headers, text }: ReaderProps) {
  return (
    <>
      <div className={styles.actions}>{actions}</div>
      <h2 dir="auto">{subject || '(no subject)'}</h2>
      <dl className={styles.facts}>
        {facts.map(([term, says]) => (
          <div key={term} className={styles.fact}>
            <dt>{term}</dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
      {headers !== null && <pre className={styles.headers}>{headers}</pre>}
      <div className={styles.body} dir="auto">
        {text}
      </div>
    </>
  );
}

/** Opens and closes the header section. */
export function HeadersButton({ open, onToggle }: { open: boolean; onToggle: () => void }) {
  return (
    <Button variant="subtle" size="compact-sm" aria-expanded={open} onClick={onToggle}>
      {open ? 'Hide headers' : 'Show headers'}
    </Button>
  );
}
