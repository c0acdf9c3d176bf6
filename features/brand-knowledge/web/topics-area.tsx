import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useRoute } from '#ui/api/query.ts';
import { AppLink, useGo } from '#ui/parts/link.tsx';
import { Mark } from '#ui/parts/mark.tsx';
import { ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { paths } from '#ui/paths.ts';
import type { Word } from '#ui/words/words.ts';
import { getKnowledge, getTopic, listTopics, type TopicRow } from '../contract.ts';
import { newEntry } from './errors-area.tsx';
import styles from './knowledge.module.css';
import { BackLink, KnowledgeFrame } from './knowledge-frame.tsx';
import { TopicEditor } from './topic-editor.tsx';
import { useEntry } from './use-entry.ts';

const retired: Word = {
  label: 'Retired',
  tone: 'quiet',
  shape: 'ring',
  hint: 'No new ticket gets it; old ones keep it',
};
const pressing: Readonly<Record<TopicRow['pressure'], Word | null>> = {
  high: { label: 'Usually high', tone: 'amber', shape: 'up', hint: 'A mail about it has high priority' },
  usual: null,
  low: { label: 'Usually low', tone: 'quiet', shape: 'down', hint: 'A mail about it can wait' },
};

/** What mail is about: the topics, whose work they are, and by which words they are told. */
export function TopicsArea() {
  const entry = useEntry();
  const list = useRoute(listTopics, {});
  const state = useRoute(getKnowledge, {});
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data || !state.data) return <RowSkeletons rows={8} />;
  const { topics, departments } = list.data;
  const { mayChange, languages } = state.data;
  if (entry !== undefined)
    return (
      <OpenedTopic
        key={entry}
        id={entry === newEntry ? null : entry}
        departments={departments}
        languages={languages}
        readOnly={!mayChange}
      />
    );
  const groups = [...departments.map(({ id, label }) => ({ id, label })), { id: null, label: 'Retired' }];
  return (
    <KnowledgeFrame
      title="Topics"
      intro="What a mail can be about. Each topic belongs to a department, and words in a mail speak for it or against it."
      action={
        mayChange && (
          <Button
            component={AppLink}
            href={paths.settings('topics', newEntry)}
            leftSection={<IconPlus size={16} />}
          >
            Add a topic
          </Button>
        )
      }
    >
      {groups.map(({ id, label }) => (
        <Group key={id} label={label} topics={topics.filter(({ department }) => department === id)} />
      ))}
    </KnowledgeFrame>
  );
}

function Group({ label, topics }: { label: string; topics: readonly TopicRow[] }) {
  if (topics.length === 0) return null;
  return (
    <section aria-label={label}>
      <h2 className={styles.group}>{label}</h2>
      <ul className={styles.list} aria-label={label}>
        {topics.map((topic) => {
          const word = topic.retired ? retired : pressing[topic.pressure];
          return (
            <li key={topic.id}>
              <AppLink className={styles.row} href={paths.settings('topics', topic.id)}>
                <strong>{topic.label}</strong>
                <span className={styles.end}>{word && <Mark word={word} />}</span>
                <span className="meta">
                  {topic.phrases} phrases · {topic.examples} examples · {topic.facts} facts asked for
                </span>
              </AppLink>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

type OpenedProps = {
  /** Null for a new one. */
  id: string | null;
  departments: readonly { id: string; label: string }[];
  languages: readonly string[];
  readOnly: boolean;
};

function OpenedTopic({ id, departments, languages, readOnly }: OpenedProps) {
  const go = useGo();
  const known = useRoute(getTopic, { params: { id: id ?? '' } }, { enabled: id !== null, staleTime: 0 });
  if (known.isError) return <ErrorState error={known.error} onRetry={() => void known.refetch()} />;
  if (id !== null && !known.data) return <RowSkeletons rows={6} />;
  const label = known.data?.topic.labels[languages[0] ?? ''] ?? id;
  return (
    <KnowledgeFrame
      title={id === null ? 'New topic' : (label ?? '')}
      intro={id === null ? 'It can be told by its words as soon as it is saved.' : `Its id is ${id}.`}
    >
      <BackLink area="topics">All topics</BackLink>
      <TopicEditor
        // What somebody else saved meanwhile is opened anew, not mixed with what is typed here.
        key={known.data?.seen ?? ''}
        known={known.data ?? null}
        departments={departments}
        languages={languages}
        readOnly={readOnly}
        onDone={() => go(paths.settings('topics'))}
      />
    </KnowledgeFrame>
  );
}
