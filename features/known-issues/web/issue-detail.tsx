import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useRoute } from '#ui/api/query.ts';
import { AppLink } from '#ui/parts/link.tsx';
import { Mark } from '#ui/parts/mark.tsx';
import { ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { useDocumentTitle } from '#ui/parts/use-title.ts';
import { paths } from '#ui/paths.ts';
import { When } from '#ui/time/when.tsx';
import { wordOf } from '#ui/words/words.ts';
import { getIssue, getIssueCounts, type IssueDetail } from '../contract.ts';
import { issueKey } from '../rules/issue-name.ts';
import { AffectsChips } from './affects-chips.tsx';
import { CountTable, DayColumns } from './count-bars.tsx';
import { issueStatusWords, languageName, trendWords } from './issue-words.ts';
import styles from './known-issues.module.css';
import { LinkedTickets } from './linked-tickets.tsx';

function Head({ issue, mayEdit }: { issue: IssueDetail; mayEdit: boolean }) {
  return (
    <header className={styles.detailHead}>
      <div className={styles.headLine}>
        <span className="meta tabular">{issueKey(issue.number)}</span>
        {mayEdit && (
          <Button
            component={AppLink}
            href={paths.knownIssues(issue.number, { edit: true })}
            size="compact-sm"
            variant="default"
            leftSection={<IconPencil size={14} />}
          >
            Edit
          </Button>
        )}
      </div>
      <h2 dir="auto">{issue.title}</h2>
      <div className={styles.detailLine}>
        <Mark word={wordOf(issueStatusWords, issue.status)} />
        {issue.fixedIn && <span>Fixed in {issue.fixedIn}</span>}
        <span>{issue.owner ? `Owner: ${issue.owner.name}` : 'Nobody owns it'}</span>
        <span>
          First seen <When at={issue.firstSeenAt} long className="tabular" />
        </span>
        {issue.autoLink && <span>Sure fits are linked by themselves</span>}
      </div>
      <AffectsChips affects={issue.affects} />
    </header>
  );
}

function Figures({ issue }: { issue: IssueDetail }) {
  const { tickets, open, thisWeek, lastWeek, trend } = issue.totals;
  return (
    <dl className={styles.figures} aria-label="Figures">
      <div>
        <dt>tickets</dt>
        <dd>{tickets}</dd>
      </div>
      <div>
        <dt>open</dt>
        <dd>{open}</dd>
      </div>
      <div>
        <dt>solved</dt>
        <dd>{tickets - open}</dd>
      </div>
      <div>
        <dt>this week, {lastWeek} the week before</dt>
        <dd>
          {thisWeek}{' '}
          {trend !== 'steady' && (
            <small>
              <Mark bare word={trendWords[trend]} />
            </small>
          )}
        </dd>
      </div>
    </dl>
  );
}

function Counts({ number }: { number: number }) {
  const counts = useRoute(getIssueCounts, { params: { number } }, { staleTime: 30_000 });
  if (counts.isError) return <ErrorState error={counts.error} onRetry={() => void counts.refetch()} />;
  if (!counts.data) return <RowSkeletons rows={3} height={60} />;
  const { groups, total } = counts.data;
  if (total.tickets === 0) return null;
  const days = groups.find((group) => group.kind === 'day');
  return (
    <section className={styles.part} aria-labelledby="issue-counts">
      <header className={styles.partHead}>
        <h2 id="issue-counts">Who has it</h2>
        <span className="meta">
          <span className={styles.key} data-part="open" aria-hidden />
          open&ensp;
          <span className={styles.key} data-part="solved" aria-hidden />
          solved
        </span>
      </header>
      {days && <DayColumns group={days} />}
      <div className={styles.countGrid}>
        {groups
          .filter((group) => group.kind !== 'day')
          .map((group) => (
            <CountTable key={group.kind} group={group} />
          ))}
      </div>
    </section>
  );
}

function Workarounds({ issue }: { issue: IssueDetail }) {
  const written = Object.entries(issue.workarounds);
  return (
    <section className={styles.part}>
      <h2>What customers can do meanwhile</h2>
      {written.length === 0 ? (
        <p className="meta">
          Nothing is written yet. Beside a ticket it can be put into the answer by one click.
        </p>
      ) : (
        written.map(([language, text]) => (
          <div key={language}>
            <h3 className="meta">{languageName(language)}</h3>
            <p className={styles.words} dir="auto" lang={language}>
              {text}
            </p>
          </div>
        ))
      )}
    </section>
  );
}

function History({ issue }: { issue: IssueDetail }) {
  return (
    <section className={styles.part}>
      <h2>What happened</h2>
      <ol className={styles.history}>
        {issue.history.map((event) => (
          <li key={event.at + event.kind}>
            {event.sentences.map((sentence) => (
              <p key={sentence} dir="auto">
                {sentence}
              </p>
            ))}
            <span className="meta">
              {event.by}, <When at={event.at} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** One known issue to read: what it is, who has it, what helps, what happened. */
export function IssueReader({ number, mayEdit }: { number: number; mayEdit: boolean }) {
  const issue = useRoute(getIssue, { params: { number } }, { staleTime: 10_000 });
  useDocumentTitle(issue.data ? `${issueKey(number)} ${issue.data.title}` : issueKey(number));
  if (issue.isError) return <ErrorState error={issue.error} onRetry={() => void issue.refetch()} />;
  if (!issue.data) return <RowSkeletons rows={5} height={90} />;
  return (
    <article className={styles.detail}>
      <Head issue={issue.data} mayEdit={mayEdit} />
      <Figures issue={issue.data} />
      <Counts number={number} />
      <LinkedTickets issue={issue.data} />
      <Workarounds issue={issue.data} />
      {issue.data.notes !== '' && (
        <section className={styles.note}>
          <h2 style={{ margin: 0, fontSize: 14 }}>Internal notes</h2>
          <p className={styles.words} dir="auto">
            {issue.data.notes}
          </p>
        </section>
      )}
      <History issue={issue.data} />
    </article>
  );
}
