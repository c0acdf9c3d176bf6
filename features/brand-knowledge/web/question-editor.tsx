import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useRoute } from '#ui/api/query.ts';
import { Card } from '#ui/parts/area.tsx';
import { ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { type Edit, getQuestion, type QuestionKnowledge } from '../contract.ts';
import styles from './knowledge.module.css';
import { languageName } from './languages.ts';
import { SavePanel } from './save-panel.tsx';

type EditorProps = { fact: string; languages: readonly string[]; readOnly: boolean; onDone: () => void };

/** How a fact is asked for, in every language. */
export function QuestionEditor({ fact, languages, readOnly, onDone }: EditorProps) {
  const known = useRoute(getQuestion, { params: { fact } }, { staleTime: 0 });
  if (known.isError) return <ErrorState error={known.error} onRetry={() => void known.refetch()} />;
  if (!known.data) return <RowSkeletons rows={6} />;
  const { question, seen } = known.data;
  return (
    <QuestionForm
      key={seen}
      question={question}
      seen={seen}
      languages={languages}
      readOnly={readOnly}
      onDone={onDone}
    />
  );
}

type Asked = QuestionKnowledge['words'][string];
type FormProps = Omit<EditorProps, 'fact'> & { question: QuestionKnowledge; seen: string };

function QuestionForm({ question, seen, languages, readOnly, onDone }: FormProps) {
  const [words, setWords] = useState(question.words);
  const same = JSON.stringify(words) === JSON.stringify(question.words);
  const edits: Edit[] = same ? [] : [{ kind: 'question', seen, question: { fact: question.fact, words } }];
  const empty = languages.filter((language) => {
    const asked = words[language];
    return !asked || [asked.label, asked.ask, asked.where].some((text) => text.trim() === '');
  });
  return (
    <>
      <fieldset disabled={readOnly} className={styles.form} style={{ border: 0, margin: 0, padding: 0 }}>
        {languages.map((language) => (
          <LanguageCard
            key={language}
            language={language}
            asked={words[language] ?? { label: '', ask: '', where: '' }}
            onChange={(asked) => setWords({ ...words, [language]: asked })}
          />
        ))}
      </fieldset>
      {!readOnly && (
        <SavePanel
          edits={edits}
          wrong={empty.length === 0 ? null : `Write it in every language: ${empty.join(', ')}.`}
          onSaved={onDone}
          onCancel={onDone}
        />
      )}
    </>
  );
}

type CardProps = { language: string; asked: Asked; onChange: (asked: Asked) => void };

function LanguageCard({ language, asked, onChange }: CardProps) {
  const inLanguage = languageName(language);
  const choices = Object.entries(asked.choices ?? {});
  return (
    <Card title={inLanguage}>
      <div className={styles.form}>
        <div className={styles.two}>
          <TextInput
            label={`Name in ${inLanguage}`}
            lang={language}
            maxLength={80}
            value={asked.label}
            onChange={(event) => onChange({ ...asked, label: event.currentTarget.value })}
          />
          <TextInput
            label={`Question in ${inLanguage}`}
            lang={language}
            maxLength={400}
            value={asked.ask}
            onChange={(event) => onChange({ ...asked, ask: event.currentTarget.value })}
          />
        </div>
        <Textarea
          label={`Where to find it, in ${inLanguage}`}
          lang={language}
          autosize
          maxLength={400}
          value={asked.where}
          onChange={(event) => onChange({ ...asked, where: event.currentTarget.value })}
        />
        {choices.length > 0 && (
          <div className={styles.two}>
            {choices.map(([value, label]) => (
              <TextInput
                key={value}
                label={`${value} in ${inLanguage}`}
                lang={language}
                maxLength={80}
                value={label}
                onChange={(event) =>
                  onChange({ ...asked, choices: { ...asked.choices, [value]: event.currentTarget.value } })
                }
              />
            ))}
          </div>
        )}
      </div>
    </Card>
  );
}
