import { Select } from '@mantine/core';
import { useState } from 'react';
import { prioritySchema } from '#features/tickets/contract.ts';
import { getWorkspace } from '#features/workspace/contract.ts';
import { sentenceOf } from '#ui/api/problem.ts';
import { useRoute } from '#ui/api/query.ts';
import { Glyph } from '#ui/parts/mark.tsx';
import { priorityWords, type Shape, wordOf } from '#ui/words/words.ts';
import type { PolicyInput } from '../contract.ts';
import styles from './routing.module.css';
import { useChoice } from './use-choice.ts';
import { languageChoices } from './words.ts';

const shapes: Readonly<Record<string, Shape>> = {
  chosen: 'tick',
  possible: 'ring',
  full: 'half',
  out: 'cross',
};
const verdicts: Readonly<Record<string, string>> = {
  chosen: 'gets it',
  possible: 'could',
  full: 'full',
  out: 'not now',
};

/** Who would get the next such ticket by this policy, person by person. Nothing is changed. */
export function ChoicePreview({
  teamId,
  department,
  policy,
}: {
  teamId: string;
  department: string | null;
  policy: PolicyInput;
}) {
  const desk = useRoute(getWorkspace, {}, { staleTime: 300_000 });
  const departments = desk.data?.departments ?? [];
  const own = departments.find(({ id }) => id === department)?.topics[0]?.id ?? null;
  const [topic, setTopic] = useState(own);
  const [language, setLanguage] = useState<string | null>('en');
  const [priority, setPriority] = useState(prioritySchema.parse('normal'));
  const choice = useChoice(teamId, { policy, topic, language, priority });
  return (
    <section className={styles.preview} aria-label="Who gets the next ticket">
      <h3>Who gets the next ticket?</h3>
      <div className={styles.pair}>
        <Select
          label="About"
          searchable
          clearable
          allowDeselect={false}
          clearButtonProps={{ 'aria-label': 'Any topic' }}
          value={topic}
          onChange={setTopic}
          data={departments.map(({ label, topics }) => ({
            group: label,
            items: topics.map((one) => ({ value: one.id, label: one.label })),
          }))}
        />
        <Select
          label="In"
          searchable
          clearable
          allowDeselect={false}
          clearButtonProps={{ 'aria-label': 'Language not known' }}
          value={language}
          onChange={setLanguage}
          data={languageChoices(desk.data?.brand.languages ?? [])}
        />
        <Select
          label="Priority"
          allowDeselect={false}
          value={priority}
          onChange={(value) => setPriority(prioritySchema.catch('normal').parse(value))}
          data={prioritySchema.options.map((each) => ({
            value: each,
            label: wordOf(priorityWords, each).label,
          }))}
        />
      </div>
      <div aria-live="polite">
        {choice.error && <p className={styles.alert}>{sentenceOf(choice.error)}</p>}
        {choice.data && (
          <p className={styles.answer}>
            <strong>
              {choice.data.agent
                ? `${choice.data.agent.name} gets it.`
                : 'Nobody now: it waits in the queue.'}
            </strong>{' '}
            {choice.data.sentence}
          </p>
        )}
      </div>
      {choice.data && (
        <ul className={styles.lines}>
          {choice.data.lines.map((line) => (
            <li key={line.agentId} data-verdict={line.verdict}>
              <span>
                <Glyph shape={shapes[line.verdict] ?? 'ring'} />
              </span>
              <span>
                <strong>{line.name}</strong>{' '}
                <span className="meta">
                  {verdicts[line.verdict]}: {line.notes.join(', ')}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
