import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { Dialog } from '#ui/parts/dialog.tsx';
import { ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { tell } from '#ui/parts/toast.ts';
import { When } from '#ui/time/when.tsx';
import { getKnowledge, type KnowledgeChange, listKnowledgeChanges, revertKnowledge } from '../contract.ts';
import styles from './knowledge.module.css';
import { afterChange, Refusal } from './save-panel.tsx';

/** Who changed what the brand knows; every earlier state can come back. */
export function HistoryDialog({ onClose }: { onClose: () => void }) {
  const history = useRoute(listKnowledgeChanges, {}, { staleTime: 0 });
  const state = useRoute(getKnowledge, {});
  const [to, setTo] = useState<number | null>(null);
  const changes = history.data?.changes ?? [];
  const newest = changes[0]?.number ?? 0;
  const mayChange = state.data?.mayChange ?? false;
  return (
    <Dialog onClose={onClose} title="History of what the brand knows" size="lg">
      {history.isError && <ErrorState error={history.error} onRetry={() => void history.refetch()} />}
      {!history.data && !history.isError && <RowSkeletons rows={3} />}
      {history.data && changes.length === 0 && (
        <p className="meta">Everything stands as the profile came; nobody has changed it.</p>
      )}
      {to !== null && <RevertForm to={to} newest={newest} onClose={() => setTo(null)} />}
      {to === null && (
        <ol className={styles.list} aria-label="Changes">
          {changes.map((change) => (
            <ChangeRow
              key={change.number}
              change={change}
              newest={newest}
              onRevert={mayChange ? setTo : null}
            />
          ))}
          {changes.length > 0 && mayChange && (
            <li className={styles.row}>
              <span>The profile as it came</span>
              <Button size="compact-sm" variant="subtle" onClick={() => setTo(0)}>
                Go back to it
              </Button>
            </li>
          )}
        </ol>
      )}
    </Dialog>
  );
}

type RowProps = { change: KnowledgeChange; newest: number; onRevert: ((number: number) => void) | null };

function ChangeRow({ change, newest, onRevert }: RowProps) {
  const { number, at, by, note, summary, files } = change;
  return (
    <li className={styles.row}>
      <div>
        <strong>{summary.join('. ')}</strong>
        <div dir="auto">{note}</div>
        <div className="meta">
          Change {number}, {by || 'a program'}, <When at={at} long />
        </div>
        <div className="meta">{files.join(', ')}</div>
      </div>
      {onRevert && number !== newest && (
        <Button
          size="compact-sm"
          variant="subtle"
          className={styles.end ?? ''}
          aria-label={`Go back to this: change ${number}`}
          onClick={() => onRevert(number)}
        >
          Go back to this
        </Button>
      )}
    </li>
  );
}

function RevertForm({ to, newest, onClose }: { to: number; newest: number; onClose: () => void }) {
  const [note, setNote] = useState('');
  const revert = useCommand(revertKnowledge, afterChange);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    revert.run({ body: { to, newest, note } }, { done: () => tell('It is as it was'), next: onClose });
  };
  return (
    <form onSubmit={onSubmit} className={styles.form}>
      <p style={{ margin: 0 }}>
        {to === 0
          ? 'Everything becomes as the profile came.'
          : `Everything becomes as it was after change ${to}.`}{' '}
        Topics that were added since are kept as retired, because tickets may have them.
      </p>
      <TextInput
        label="Why"
        data-autofocus
        autoFocus
        maxLength={300}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {revert.error && <Refusal error={revert.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={note.trim() === ''} loading={revert.isPending}>
          Go back
        </Button>
      </Group>
    </form>
  );
}
