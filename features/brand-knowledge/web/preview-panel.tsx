import { Button, Progress } from '@mantine/core';
import { sentenceOf } from '#ui/api/problem.ts';
import { AppLink } from '#ui/parts/link.tsx';
import { paths } from '#ui/paths.ts';
import type { PreviewRow } from '../contract.ts';
import { knowledgeLimits } from '../limits.ts';
import styles from './knowledge.module.css';
import { changeLines, sumUp } from './preview-words.ts';
import type { Preview } from './use-preview.ts';

/** What the edits would change on recent tickets: while they are read, and afterwards. */
export function PreviewPanel({ preview, stale }: { preview: Preview; stale: boolean }) {
  const { status, checked, changed, error } = preview;
  if (status === 'none') return null;
  return (
    <div className={styles.result}>
      {status === 'running' && <Running preview={preview} />}
      <div role="status" className={styles.result}>
        {status !== 'running' &&
          (checked > 0 || status === 'done') &&
          sumUp(checked, changed).map((line) => (
            <p key={line} className={styles.sum}>
              {line}
            </p>
          ))}
        {status === 'stopped' && <p className="meta">Stopped. Only the tickets above were read.</p>}
        {stale && <p className="meta">You changed something since: preview it again.</p>}
      </div>
      {status === 'failed' && (
        <p role="alert" className={styles.problem}>
          {sentenceOf(error)}
        </p>
      )}
      {changed.length > 0 && <Changed rows={changed} />}
    </div>
  );
}

function Running({ preview: { checked, changed, stop } }: { preview: Preview }) {
  return (
    <div className={styles.bar}>
      <div>
        <Progress
          aria-label="Tickets read"
          value={(checked * 100) / knowledgeLimits.previewTickets}
          animated={false}
        />
        <div className="meta">
          {checked === 0
            ? 'Reading recent tickets with your changes'
            : `${checked} read, ${changed.length} would change`}
        </div>
      </div>
      <Button variant="default" size="compact-sm" onClick={stop}>
        Stop
      </Button>
    </div>
  );
}

function Changed({ rows }: { rows: readonly PreviewRow[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
    <ul className={styles.changed} aria-label="Tickets that would change" tabIndex={0}>
      {rows.map((row) => (
        <li key={row.number}>
          <AppLink href={paths.ticket(row.number)} target="_blank" dir="auto">
            #{row.number} {row.title || '(no subject)'}
          </AppLink>
          {changeLines(row).map((line) => (
            <span key={line} className={styles.move}>
              {line}
            </span>
          ))}
          {row.place && (
            <span className="meta" dir="auto">
              {row.place.why.join(' ')}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
