import { Button, Group, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Card } from '#ui/parts/area.tsx';
import type { TopicKnowledge } from '../contract.ts';
import styles from './knowledge.module.css';
import { languageChoices, languageName } from './languages.ts';
import { PhraseFields } from './phrase-fields.tsx';
import { SavePanel } from './save-panel.tsx';
import { type TopicForm, topicEdits, topicFormOf, topicWrong } from './topic-form.ts';

type EditorProps = {
  /** Null for a new one. */
  known: { topic: TopicKnowledge; seen: string; examples: Readonly<Record<string, number>> } | null;
  departments: readonly { id: string; label: string }[];
  languages: readonly string[];
  readOnly: boolean;
  onDone: () => void;
};

/** All that the brand knows of one topic. */
export function TopicEditor({ known, departments, languages, readOnly, onDone }: EditorProps) {
  const [form, setForm] = useState(() => topicFormOf(known?.topic ?? null, languages));
  const [language, setLanguage] = useState(languages[0] ?? 'en');
  const set = (part: Partial<TopicForm>) => setForm((old) => ({ ...old, ...part }));
  return (
    <>
      <fieldset disabled={readOnly} className={styles.form} style={{ border: 0, margin: 0, padding: 0 }}>
        <Place form={form} set={set} departments={departments} isNew={known === null} />
        <Card
          title="Words"
          action={
            <SegmentedControl
              aria-label="Language"
              size="xs"
              data={languageChoices(languages)}
              value={language}
              onChange={setLanguage}
              style={{ maxWidth: '100%', overflowX: 'auto' }}
            />
          }
        >
          <Words form={form} set={set} language={language} examples={known?.examples[language] ?? 0} />
        </Card>
      </fieldset>
      {!readOnly && (
        <SavePanel
          edits={topicEdits(form, known, languages)}
          wrong={topicWrong(form, languages)}
          onSaved={onDone}
          onCancel={onDone}
        />
      )}
    </>
  );
}

type PartProps = { form: TopicForm; set: (part: Partial<TopicForm>) => void };

function Place({
  form,
  set,
  departments,
  isNew,
}: PartProps & Pick<EditorProps, 'departments'> & { isNew: boolean }) {
  return (
    <Card title="Whose work it is">
      <div className={styles.form}>
        {isNew && (
          <TextInput
            label="Id"
            description="Small letters joined by hyphens. It stays for ever: tickets and reports use it."
            placeholder="gift-card"
            maxLength={60}
            value={form.id}
            onChange={(event) => set({ id: event.currentTarget.value })}
          />
        )}
        <div className={styles.two}>
          <Select
            label="Department"
            allowDeselect={false}
            disabled={form.retired}
            data={departments.map(({ id, label }) => ({ value: id, label }))}
            value={form.department}
            onChange={(department) => set({ department })}
          />
          <Select
            label="Usual priority"
            description="When nothing else in the mail presses."
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            allowDeselect={false}
            data={[
              { value: 'high', label: 'High' },
              { value: 'usual', label: 'Normal' },
              { value: 'low', label: 'Low' },
            ]}
            value={form.pressure}
            onChange={(value) => set({ pressure: value === 'high' || value === 'low' ? value : 'usual' })}
          />
        </div>
        {!isNew && (
          <Group gap="xs">
            <Button
              variant="default"
              size="compact-sm"
              aria-pressed={form.retired}
              onClick={() => set({ retired: !form.retired })}
            >
              {form.retired ? 'Take it up again' : 'Retire this topic'}
            </Button>
            <span className="meta">
              {form.retired
                ? 'No new ticket gets it; old ones keep it, and its id is never used for anything else.'
                : 'Old tickets would keep it.'}
            </span>
          </Group>
        )}
      </div>
    </Card>
  );
}

function Words({ form, set, language, examples }: PartProps & { language: string; examples: number }) {
  const inLanguage = languageName(language);
  return (
    <div className={styles.form}>
      <div className={styles.two}>
        <TextInput
          label={`Name in ${inLanguage}`}
          lang={language}
          maxLength={80}
          value={form.labels[language] ?? ''}
          onChange={(event) => set({ labels: { ...form.labels, [language]: event.currentTarget.value } })}
        />
        <TextInput
          label={`Headline in ${inLanguage}`}
          description="Title of a ticket whose subject says nothing."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          lang={language}
          maxLength={80}
          value={form.titles[language] ?? ''}
          onChange={(event) => set({ titles: { ...form.titles, [language]: event.currentTarget.value } })}
        />
      </div>
      <PhraseFields
        // Another language has fields of its own.
        key={language}
        language={language}
        phrases={form.phrases[language] ?? { strong: '', fair: '', slight: '', against: '' }}
        onChange={(phrases) => set({ phrases: { ...form.phrases, [language]: phrases } })}
      />
      <p className="meta" style={{ margin: 0 }}>
        {examples === 0
          ? `It was learnt from no mail in ${inLanguage}: there its phrases alone tell it.`
          : `Learnt from ${examples} example mails in ${inLanguage}, beside these phrases.`}
      </p>
    </div>
  );
}
