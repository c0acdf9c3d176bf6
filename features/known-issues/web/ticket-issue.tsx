import { Button } from '@mantine/core';
import { IconArrowBarToLeft } from '@tabler/icons-react';
import { AppLink } from '#ui/parts/link.tsx';
import { Mark } from '#ui/parts/mark.tsx';
import { paths } from '#ui/paths.ts';
import { plural, wordOf } from '#ui/words/words.ts';
import type { TicketIssue } from '../contract-tickets.ts';
import { issueKey } from '../rules/issue-name.ts';
import { issueStatusWords, languageName, percent } from './issue-words.ts';
import styles from './known-issues.module.css';
import type { Decide } from './use-decide.ts';

type Props = {
  issue: TicketIssue;
  /** Null for whoever may not decide. */
  decide: Decide | null;
  onInsert: ((text: string) => void) | null;
};

function Why({ issue }: { issue: TicketIssue }) {
  if (issue.reasons.length === 0) return null;
  return (
    <details className={styles.whyBox} open={issue.state === 'proposed'}>
      <summary>Why{issue.score !== null && ` · ${percent(issue.score)}`}</summary>
      <ul className={styles.why}>
        {issue.reasons.map((reason) => (
          <li key={reason} dir="auto">
            {reason}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Workaround({ issue, onInsert }: Omit<Props, 'decide'>) {
  const { workaround } = issue;
  if (workaround === null) return null;
  return (
    <div className={styles.try}>
      <p dir="auto" lang={workaround.language} className={styles.words}>
        {workaround.text.length > 240 ? `${workaround.text.slice(0, 240)}…` : workaround.text}
      </p>
      {onInsert && (
        <Button
          size="compact-xs"
          variant="light"
          mt={4}
          leftSection={<IconArrowBarToLeft size={13} aria-hidden />}
          onClick={() => onInsert(workaround.text)}
        >
          Put into the answer ({languageName(workaround.language)})
        </Button>
      )}
    </div>
  );
}

/** A known issue beside a ticket: linked, or proposed and waiting for a word. */
export function TicketIssueItem({ issue, decide, onInsert }: Props) {
  const linked = issue.state === 'linked';
  const name = issueKey(issue.number);
  return (
    <li className={styles.item}>
      <p className={styles.name} dir="auto">
        <AppLink href={paths.knownIssues(issue.number)}>{issue.title}</AppLink>
      </p>
      <div className={styles.line}>
        <Mark bare word={wordOf(issueStatusWords, issue.status)} />
        <span className="meta tabular">
          {name} · {plural(issue.tickets, 'ticket')}
        </span>
      </div>
      {issue.fixedIn && <p>Fixed in {issue.fixedIn}</p>}
      <Workaround issue={issue} onInsert={onInsert} />
      <Why issue={issue} />
      {decide && (
        <div className={styles.actions}>
          {linked ? (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={`Unlink ${name}`}
              disabled={decide.isPending}
              onClick={() => decide.takeBack(issue.number)}
            >
              Unlink
            </Button>
          ) : (
            <>
              <Button
                size="compact-xs"
                aria-label={`Same problem as ${name}`}
                disabled={decide.isPending}
                onClick={() => decide.link(issue.number)}
              >
                Same problem
              </Button>
              <Button
                size="compact-xs"
                variant="default"
                aria-label={`Not ${name}`}
                disabled={decide.isPending}
                onClick={() => decide.reject(issue.number)}
              >
                Not this
              </Button>
            </>
          )}
          {linked && issue.by && <span className="meta">linked by {issue.by}</span>}
        </div>
      )}
    </li>
  );
}
