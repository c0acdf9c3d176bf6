import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowLeft, IconBug, IconDownload, IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { getMe } from '#features/access/contract.ts';
import { usePages } from '#ui/api/pages.ts';
import { useRoute } from '#ui/api/query.ts';
import { useKeys } from '#ui/keyboard/use-keys.ts';
import { AppLink, useGo } from '#ui/parts/link.tsx';
import { Mark } from '#ui/parts/mark.tsx';
import { EmptyState, ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { useDocumentTitle } from '#ui/parts/use-title.ts';
import { paths } from '#ui/paths.ts';
import { When } from '#ui/time/when.tsx';
import { plural, wordOf } from '#ui/words/words.ts';
import { type IssueSummary, listIssues } from '../contract.ts';
import { issueKey } from '../rules/issue-name.ts';
import { issueStatuses } from '../rules/issue-status.ts';
import { useAffectsWords } from './affects-chips.tsx';
import { ClusterCards } from './cluster-cards.tsx';
import { IssueReader } from './issue-detail.tsx';
import { EditIssue, NewIssue } from './issue-editor.tsx';
import { issueStatusWords, trendWords } from './issue-words.ts';
import styles from './known-issues.module.css';

type PageProps = {
  /** Number of the chosen issue, `new` for a new one, or undefined. */
  chosen: string | undefined;
  /** The chosen one is being edited. */
  editing: boolean;
  /** A new one is made of this rising cluster. */
  cluster: string | undefined;
};

const filters = [
  { value: 'matched', label: 'Not closed' },
  ...issueStatuses.map((status) => ({ value: status, label: issueStatusWords[status].label })),
  { value: 'all', label: 'All' },
];

function IssueRow({ issue, chosen }: { issue: IssueSummary; chosen: boolean }) {
  const { tickets, open, proposed, trend } = issue.totals;
  const affects = useAffectsWords()(issue.affects).slice(0, 3).join(' · ');
  return (
    <AppLink
      href={paths.knownIssues(issue.number)}
      className={styles.row}
      aria-current={chosen ? 'true' : undefined}
    >
      <span className={styles.title} dir="auto">
        {issue.title}
      </span>
      <span className={styles.line}>
        <Mark bare word={wordOf(issueStatusWords, issue.status)} />
        <span className="tabular">
          {plural(tickets, 'ticket')}
          {open > 0 && `, ${open} open`}
        </span>
        {trend !== 'steady' && <Mark bare word={trendWords[trend]} />}
      </span>
      <span className={styles.line}>
        <span className="meta clip" dir="auto">
          {issueKey(issue.number)}
          {affects && ` · ${affects}`}
        </span>
        {proposed > 0 ? (
          <span className="meta tabular">{proposed} proposed</span>
        ) : (
          <When at={issue.updatedAt} />
        )}
      </span>
    </AppLink>
  );
}

/** What known issues are, for whoever has none yet. */
function Lesson() {
  return (
    <div className={styles.lesson}>
      <h2>One problem, many tickets</h2>
      <p>
        A known issue says once what is wrong, whom it concerns and what helps meanwhile. Tickets that fit are
        proposed beside the conversation, with the reasons; <kbd>s</kbd> on a ticket says “same problem”. The
        counts tell which firmware, app version and device it is.
      </p>
      <dl>
        {issueStatuses.map((status) => (
          <div key={status}>
            <dt>
              <Mark bare word={issueStatusWords[status]} />
            </dt>
            <dd>{issueStatusWords[status].hint}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Empty({ filtered }: { filtered: boolean }) {
  return filtered ? (
    <EmptyState icon={<IconSearch size={24} stroke={1.4} />} title="No known issue like that">
      Look among all of them, or use other words.
    </EmptyState>
  ) : (
    <EmptyState icon={<IconBug size={26} stroke={1.4} />} title="No known issues">
      When several customers have the same problem, make it one: here, or with s on a ticket.
    </EmptyState>
  );
}

type Filter = (typeof filters)[number]['value'];

function useIssues() {
  const [status, setStatus] = useState<Filter>('matched');
  const [typed, setTyped] = useState('');
  const [query] = useDebouncedValue(typed.trim(), 220);
  const list = usePages(listIssues, { status, query }, (page) => page.issues);
  return { list, status, setStatus, typed, setTyped, filtered: query !== '' || status !== 'matched' };
}

type ColumnProps = {
  issues: ReturnType<typeof useIssues>;
  chosen: string | undefined;
  may: (name: string) => boolean;
};

function Column({ issues, chosen, may }: ColumnProps) {
  const { list } = issues;
  return (
    <main id="main" tabIndex={-1} className={styles.column}>
      <header className={styles.head}>
        <div className={styles.headLine}>
          <h1>Known issues</h1>
          {may('known-issue:link') && (
            <Button
              component={AppLink}
              href={paths.knownIssues('new')}
              size="compact-sm"
              variant="light"
              leftSection={<IconPlus size={14} />}
            >
              New
            </Button>
          )}
        </div>
        <div className={styles.tools}>
          <TextInput
            size="xs"
            aria-label="Search known issues"
            placeholder="Words of the title, or KI-12"
            maxLength={100}
            leftSection={<IconSearch size={14} stroke={1.6} />}
            value={issues.typed}
            onChange={(event) => issues.setTyped(event.currentTarget.value)}
          />
          <NativeSelect
            size="xs"
            aria-label="Which known issues"
            data={filters}
            value={issues.status}
            onChange={(event) => issues.setStatus(event.currentTarget.value)}
          />
        </div>
      </header>
      <div className={styles.scroll}>
        {may('known-issue:edit') && <ClusterCards />}
        {list.error && <ErrorState error={list.error} onRetry={list.retry} />}
        {list.loading && <RowSkeletons rows={6} height={78} />}
        {!list.loading && !list.error && list.rows.length === 0 && <Empty filtered={issues.filtered} />}
        <ul className={styles.rows} aria-label="Known issues">
          {list.rows.map((issue) => (
            <li key={issue.number}>
              <IssueRow issue={issue} chosen={String(issue.number) === chosen} />
            </li>
          ))}
          {list.hasMore && (
            <li style={{ padding: 12, textAlign: 'center' }}>
              <Button variant="subtle" loading={list.loadingMore} onClick={list.loadMore}>
                Show more
              </Button>
            </li>
          )}
        </ul>
        {list.rows.length > 0 && (
          <p style={{ padding: '4px 16px 16px', margin: 0 }}>
            <a href={paths.knownIssuesExport()} download="known-issues.json" className="meta">
              <IconDownload size={13} stroke={1.7} aria-hidden style={{ verticalAlign: -2 }} /> All as JSON
            </a>
          </p>
        )}
      </div>
    </main>
  );
}

/** Problems that many tickets share: the list, and the chosen one beside it; on a phone one after the other. */
export function KnownIssuesPage({ chosen, editing, cluster }: PageProps) {
  const go = useGo();
  const me = useRoute(getMe, {}, { staleTime: 60_000 }).data;
  const may = (name: string): boolean => me?.permissions.includes(name) ?? false;
  const issues = useIssues();
  useDocumentTitle('Known issues');
  const isForm = editing || chosen === 'new';
  const step = (by: 1 | -1) => {
    if (isForm) return false;
    const at = issues.list.rows.findIndex((issue) => String(issue.number) === chosen);
    const next = issues.list.rows[at < 0 ? 0 : at + by];
    if (!next) return false;
    go(paths.knownIssues(next.number));
    return true;
  };
  useKeys({
    'list.next': () => step(1),
    'list.previous': () => step(-1),
    back: () => chosen !== undefined && !isForm && go(paths.knownIssues()),
  });
  const number = chosen !== undefined && /^\d{1,9}$/.test(chosen) ? Number(chosen) : null;
  return (
    <div className={styles.page} data-chosen={chosen ? '' : undefined}>
      <Column issues={issues} chosen={chosen} may={may} />
      <section className={styles.pane} aria-label="Chosen known issue">
        {chosen !== undefined && (
          <Button
            component={AppLink}
            href={paths.knownIssues()}
            className={styles.back ?? ''}
            variant="default"
            size="compact-sm"
            leftSection={<IconArrowLeft size={14} />}
          >
            All known issues
          </Button>
        )}
        {chosen === 'new' ? (
          <NewIssue key={cluster ?? ''} cluster={cluster} mayEdit={may('known-issue:edit')} />
        ) : number === null ? (
          <Lesson />
        ) : editing && may('known-issue:edit') ? (
          <EditIssue key={number} number={number} />
        ) : (
          <IssueReader key={number} number={number} mayEdit={may('known-issue:edit')} />
        )}
      </section>
    </div>
  );
}
