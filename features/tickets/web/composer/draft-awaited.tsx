import { Button } from '@mantine/core';
import { sentenceOf } from '#ui/api/problem.ts';
import styles from './composer.module.css';
import { EarlyField } from './early-field.tsx';
import type { Early } from './use-draft.ts';

type AwaitedProps = {
  early: Early;
  /** Why the draft could not be read, when it could not. */
  error: Error | null;
  onChange: (early: Early) => void;
  onTryAgain: () => void;
};

/**
 * Somebody began to write before the draft of last time had come: a field is there at once, and what is typed goes
 * below that draft. Without it "e" right after "r" would resolve the ticket.
 */
export function DraftAwaited({ early, error, onChange, onTryAgain }: AwaitedProps) {
  return (
    <div className={styles.opened}>
      <EarlyField
        html={early.html}
        label={early.kind === 'note' ? 'Internal note' : 'Reply'}
        autoFocus
        waitsFor={
          error && (
            <div className={styles.late} role="status">
              <span>
                Your draft of this ticket could not be read: {sentenceOf(error)} What you type here stays on
                this page until then.
              </span>
              <Button size="compact-xs" variant="default" onClick={onTryAgain}>
                Try again
              </Button>
            </div>
          )
        }
        onChange={(html) => onChange({ ...early, html })}
      />
    </div>
  );
}
