import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { getWorkspace } from '#features/workspace/contract.ts';
import { ApiProblem, sentenceOf } from '#ui/api/problem.ts';
import { useCommand } from '#ui/api/query.ts';
import { tell } from '#ui/parts/toast.ts';
import * as contract from '../contract.ts';
import { knowledgeLimits } from '../limits.ts';
import styles from './knowledge.module.css';
import { PreviewPanel } from './preview-panel.tsx';
import { usePreview } from './use-preview.ts';

/** Everything that is read of the brand's knowledge is read again after a change. */
export const afterChange = [
  contract.getKnowledge,
  contract.listTopics,
  contract.getTopic,
  contract.listIntake,
  contract.getQuestion,
  contract.listErrors,
  contract.listKnowledgeChanges,
  getWorkspace,
];

type SaveProps = {
  /** What would be saved; empty while nothing was changed. */
  edits: readonly contract.Edit[];
  /** Why it cannot be saved yet; null when it can. */
  wrong?: string | null;
  onSaved: () => void;
  onCancel: () => void;
};

/** Look what it would change, say why, save. */
export function SavePanel({ edits, wrong = null, onSaved, onCancel }: SaveProps) {
  const preview = usePreview();
  const save = useCommand(contract.saveEdits, afterChange);
  const [note, setNote] = useState('');
  const nothing = edits.length === 0;
  const stale = preview.edits !== null && JSON.stringify(preview.edits) !== JSON.stringify(edits);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    preview.stop();
    save.run(
      { body: { edits: [...edits], note } },
      { done: () => tell('Saved. The desk works with it from now on.'), next: onSaved },
    );
  };
  return (
    <form className={styles.save} onSubmit={onSubmit} aria-label="Preview and save">
      <div className={styles.bar}>
        <div>
          <h2>Preview on recent tickets</h2>
          <div className="meta">
            {nothing
              ? 'Nothing is changed yet.'
              : `Reads the newest ${knowledgeLimits.previewTickets} tickets as they would be read. Nothing is saved.`}
          </div>
        </div>
        <Button
          variant="default"
          disabled={nothing || wrong !== null || preview.status === 'running'}
          onClick={() => preview.start(edits)}
        >
          Preview
        </Button>
      </div>
      <PreviewPanel preview={preview} stale={stale} />
      <TextInput
        label="Why"
        description="Stands in the history, for those who come after you."
        maxLength={knowledgeLimits.noteLength}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {wrong !== null && <p className={styles.problem}>{wrong}</p>}
      {save.error && <Refusal error={save.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button
          type="submit"
          disabled={nothing || wrong !== null || note.trim() === ''}
          loading={save.isPending}
        >
          Save
        </Button>
      </Group>
    </form>
  );
}

/** The sentence, and every place that is wrong. */
export function Refusal({ error }: { error: Error }) {
  const fields = error instanceof ApiProblem ? Object.entries(error.problem.fields ?? {}) : [];
  return (
    <div role="alert">
      <p className={styles.problem}>{sentenceOf(error)}</p>
      {fields.length > 1 && (
        <ul className={styles.problems}>
          {fields.map(([place, words]) => (
            <li key={place}>
              {place}: {words}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
