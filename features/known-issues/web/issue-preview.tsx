import { useDebouncedValue } from '@mantine/hooks';
import { useEffect } from 'react';
import { sentenceOf } from '#ui/api/problem.ts';
import { useCommand } from '#ui/api/query.ts';
import { AppLink } from '#ui/parts/link.tsx';
import { paths } from '#ui/paths.ts';
import { plural } from '#ui/words/words.ts';
import { previewIssue } from '../contract.ts';
import type { IssueForm } from './issue-form.ts';
import { percent } from './issue-words.ts';
import styles from './known-issues.module.css';

const decidedWords = { linked: 'linked already', rejected: 'somebody said no' } as const;

/** Which of the recent tickets would be proposed, while the form is filled. */
export function IssuePreview({
  affects,
  issue,
}: {
  affects: IssueForm['affects'];
  issue: number | undefined;
}) {
  const preview = useCommand(previewIssue);
  const [settled] = useDebouncedValue(affects, 500);
  const { run, data, error, isPending } = preview;
  useEffect(() => {
    run(
      { body: { affects: settled, ...(issue === undefined ? {} : { issue }) } },
      // It is said here, where the field is named, too.
      { refused: () => undefined },
    );
  }, [run, settled, issue]);
  return (
    <aside className={styles.preview} aria-label="Preview" aria-busy={isPending}>
      <h3>On recent tickets</h3>
      {error ? (
        <p className={styles.problem}>{sentenceOf(error)}</p>
      ) : !data ? (
        <p className="meta">Comparing…</p>
      ) : (
        <>
          <p className={styles.big} aria-live="polite">
            {data.fitting === 0 ? 'None' : data.fitting} of the last {plural(data.compared, 'ticket')} would
            be proposed
          </p>
          <p className="meta" style={{ whiteSpace: 'normal' }}>
            {data.fitting === 0
              ? 'A ticket needs more than its topic or its version alone: name two things, or an error or words that tell.'
              : `${data.sure} fit surely (80 % or more). Saving proposes them; nothing is linked that nobody chose, unless you allow it below.`}
          </p>
          <ul>
            {data.tickets.map((ticket) => (
              <li key={ticket.number}>
                <div className={styles.ticketLine}>
                  <AppLink href={paths.ticket(ticket.number)} className="clip" dir="auto" target="_blank">
                    #{ticket.number} {ticket.title || '(no subject)'}
                  </AppLink>
                  <span className="meta tabular">{percent(ticket.score)}</span>
                </div>
                <div className="meta" style={{ whiteSpace: 'normal' }}>
                  {ticket.decided ? `${decidedWords[ticket.decided]} · ` : ''}
                  {ticket.reasons.join(' · ')}
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </aside>
  );
}
