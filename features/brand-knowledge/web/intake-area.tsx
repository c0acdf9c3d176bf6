import { useRoute } from '#ui/api/query.ts';
import { AppLink, useGo } from '#ui/parts/link.tsx';
import { ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { paths } from '#ui/paths.ts';
import { getKnowledge, type IntakeKnowledge, listIntake } from '../contract.ts';
import { IntakeEditor } from './intake-editor.tsx';
import styles from './knowledge.module.css';
import { BackLink, KnowledgeFrame } from './knowledge-frame.tsx';
import { QuestionEditor } from './question-editor.tsx';
import { useEntry } from './use-entry.ts';

/** Entry of the address for the question of a fact. */
const questionMark = '?';

/** Which facts each topic needs, and how customers are asked for them. */
export function IntakeArea() {
  const entry = useEntry();
  const go = useGo();
  const list = useRoute(listIntake, {});
  const state = useRoute(getKnowledge, {});
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data || !state.data) return <RowSkeletons rows={8} />;
  const { lists, facts } = list.data;
  const { mayChange, languages } = state.data;
  const back = () => go(paths.settings('intake-lists'));
  const opened = lists.find(({ topic }) => topic === entry);
  if (opened)
    return (
      <KnowledgeFrame title={opened.label} intro="What this topic needs, the most important first.">
        <BackLink area="intake-lists">All intake lists</BackLink>
        <IntakeEditor key={opened.seen} known={opened} facts={facts} readOnly={!mayChange} onDone={back} />
      </KnowledgeFrame>
    );
  const asked = facts.find(({ key }) => entry === questionMark + key);
  if (asked)
    return (
      <KnowledgeFrame title={asked.label} intro="How customers are asked for it, by form and by mail.">
        <BackLink area="intake-lists">All intake lists</BackLink>
        <QuestionEditor fact={asked.key} languages={languages} readOnly={!mayChange} onDone={back} />
      </KnowledgeFrame>
    );
  return (
    <KnowledgeFrame
      title="Intake lists"
      intro="What the desk must know to help with each topic. What is missing is asked for once, in the acknowledgement and on forms."
    >
      <Lists lists={lists} facts={facts} />
      <section aria-label="Questions">
        <h2 className={styles.group}>Questions</h2>
        <ul className={styles.list} aria-label="Questions">
          {facts.map(({ key, label }) => (
            <li key={key}>
              <AppLink className={styles.row} href={paths.settings('intake-lists', questionMark + key)}>
                <strong>{label}</strong>
                <span className={`meta ${styles.end}`}>{key}</span>
              </AppLink>
            </li>
          ))}
        </ul>
      </section>
    </KnowledgeFrame>
  );
}

type ListsProps = {
  lists: readonly (IntakeKnowledge & { label: string; departmentLabel: string })[];
  facts: readonly { key: string; label: string }[];
};

function Lists({ lists, facts }: ListsProps) {
  const departments = [...new Set(lists.map(({ departmentLabel }) => departmentLabel))];
  const names = (needs: IntakeKnowledge['required']): string =>
    needs
      .map((need) => (typeof need === 'string' ? need : need.fact))
      .map((key) => facts.find((fact) => fact.key === key)?.label ?? key)
      .join(', ');
  return departments.map((department) => (
    <section key={department} aria-label={department}>
      <h2 className={styles.group}>{department}</h2>
      <ul className={styles.list} aria-label={department}>
        {lists
          .filter((one) => one.departmentLabel === department)
          .map(({ topic, label, required, useful }) => (
            <li key={topic}>
              <AppLink className={styles.row} href={paths.settings('intake-lists', topic)}>
                <strong>{label}</strong>
                <span className={`meta ${styles.end}`}>
                  {required.length} required, {useful.length} useful
                </span>
                <span className="meta">{names([...required, ...useful]) || 'Nothing is asked for.'}</span>
              </AppLink>
            </li>
          ))}
      </ul>
    </section>
  ));
}
