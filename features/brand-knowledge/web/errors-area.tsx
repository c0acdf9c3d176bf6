import { Button, TextInput } from '@mantine/core';
import { IconAlertHexagon, IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useRoute } from '#ui/api/query.ts';
import { AppLink, useGo } from '#ui/parts/link.tsx';
import { EmptyState, ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { paths } from '#ui/paths.ts';
import { type ErrorRow, getKnowledge, listErrors } from '../contract.ts';
import { ErrorEditor } from './error-editor.tsx';
import { findErrors } from './error-form.ts';
import styles from './knowledge.module.css';
import { BackLink, KnowledgeFrame } from './knowledge-frame.tsx';
import { useEntry } from './use-entry.ts';

/** Entry of the address for one that is not there yet; no id begins with a sign. */
export const newEntry = '+';

/** The catalogue of known errors: found by search, opened to be changed. */
export function ErrorsArea() {
  const entry = useEntry();
  const go = useGo();
  const list = useRoute(listErrors, {});
  const state = useRoute(getKnowledge, {});
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data || !state.data) return <RowSkeletons rows={8} />;
  const { errors } = list.data;
  const { languages, mayChange } = state.data;
  const opened = entry === undefined || entry === newEntry ? null : errors.find(({ id }) => id === entry);
  const back = () => go(paths.settings('error-catalogue'));
  if (entry !== undefined && opened !== undefined)
    return (
      <KnowledgeFrame
        title={opened === null ? 'New known error' : opened.meaning}
        intro={opened === null ? 'What people see, what it means, and what helps first.' : opened.id}
      >
        <BackLink area="error-catalogue">All known errors</BackLink>
        <ErrorEditor
          key={entry}
          known={opened}
          lists={list.data}
          languages={languages}
          readOnly={!mayChange}
          onDone={back}
        />
      </KnowledgeFrame>
    );
  return (
    <KnowledgeFrame
      title="Error catalogue"
      intro="The errors your customers meet: by which code or words they show, what they mean, and what helps first. A mail that tells of one is matched with it."
      action={
        mayChange && (
          <Button
            component={AppLink}
            href={paths.settings('error-catalogue', newEntry)}
            leftSection={<IconPlus size={16} />}
          >
            Add an error
          </Button>
        )
      }
    >
      <Catalogue {...list.data} />
    </KnowledgeFrame>
  );
}

type Named = readonly { id: string; label: string }[];
type CatalogueProps = { errors: readonly ErrorRow[]; platforms: Named; operations: Named };

function Catalogue({ errors, platforms, operations }: CatalogueProps) {
  const [search, setSearch] = useState('');
  const found = findErrors(errors, search);
  return (
    <>
      <div className={styles.bar}>
        <TextInput
          type="search"
          aria-label="Search the catalogue"
          placeholder="Code, words, meaning"
          leftSection={<IconSearch size={16} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <span className="meta" role="status">
          {found.length === errors.length
            ? `${errors.length} errors`
            : `${found.length} of ${errors.length} errors`}
        </span>
      </div>
      {found.length === 0 && (
        <EmptyState icon={<IconAlertHexagon size={24} stroke={1.4} />} title="No error like this">
          {errors.length === 0
            ? 'Add the first: what people see, what it means, what helps.'
            : 'Search for a code such as 133, or for words of the dialog.'}
        </EmptyState>
      )}
      {found.length > 0 && (
        <ul className={styles.list} aria-label="Known errors">
          {found.map((error) => (
            <li key={error.id}>
              <AppLink className={styles.row} href={paths.settings('error-catalogue', error.id)}>
                <strong>{error.meaning}</strong>
                <span className={`meta ${styles.end}`}>
                  {labelIn(platforms, error.platform)}, {labelIn(operations, error.operation)}
                </span>
                <span className={`meta ${styles.codes}`}>{shownBy(error)}</span>
              </AppLink>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function labelIn(named: Named, id: string): string {
  return named.find((one) => one.id === id)?.label ?? id;
}

/** By what it is found: codes, else the first words of its dialog. */
function shownBy({ codes, texts }: ErrorRow): string {
  return codes.length > 0 ? codes.join(', ') : `“${Object.values(texts).flat()[0] ?? ''}”`;
}
