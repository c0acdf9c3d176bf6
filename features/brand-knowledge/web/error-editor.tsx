import { Button, Group, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Card } from '#ui/parts/area.tsx';
import type { ErrorRow } from '../contract.ts';
import { knowledgeLimits } from '../limits.ts';
import { type ErrorForm, errorEdits, errorFormOf, errorWrong } from './error-form.ts';
import styles from './knowledge.module.css';
import { languageChoices, languageName } from './languages.ts';
import { OrderButtons } from './order-buttons.tsx';
import { moved } from './reorder.ts';
import { SavePanel } from './save-panel.tsx';

type Named = readonly { id: string; label: string }[];
type Lists = { platforms: Named; operations: Named; steps: Named };
type EditorProps = {
  /** Null for a new one. */
  known: ErrorRow | null;
  lists: Lists;
  languages: readonly string[];
  readOnly: boolean;
  onDone: () => void;
};

const choices = (named: Named) => named.map(({ id, label }) => ({ value: id, label }));

/** One entry of the catalogue. */
export function ErrorEditor({ known, lists, languages, readOnly, onDone }: EditorProps) {
  const [form, setForm] = useState(() => errorFormOf(known));
  const [removing, setRemoving] = useState(false);
  const set = (part: Partial<ErrorForm>) => setForm((old) => ({ ...old, ...part }));
  const edits =
    removing && known !== null
      ? [{ kind: 'error-removed' as const, seen: known.seen, id: known.id }]
      : errorEdits(form, known);
  return (
    <>
      <fieldset
        disabled={readOnly || removing}
        className={styles.form}
        style={{ border: 0, margin: 0, padding: 0 }}
      >
        <Found form={form} set={set} lists={lists} languages={languages} isNew={known === null} />
        <Means form={form} set={set} steps={lists.steps} />
      </fieldset>
      {removing && (
        <div className={styles.notice}>
          <p>
            It is taken out of the catalogue when you save. Tickets that were matched with it keep their
            words.
          </p>
        </div>
      )}
      {!readOnly && known !== null && (
        <Group>
          <Button
            variant="subtle"
            color={removing ? 'teal' : 'red'}
            size="compact-sm"
            onClick={() => setRemoving(!removing)}
          >
            {removing ? 'Keep it after all' : 'Take it out of the catalogue'}
          </Button>
        </Group>
      )}
      {!readOnly && (
        <SavePanel
          edits={edits}
          wrong={removing ? null : errorWrong(form)}
          onSaved={onDone}
          onCancel={onDone}
        />
      )}
    </>
  );
}

type PartProps = { form: ErrorForm; set: (part: Partial<ErrorForm>) => void };

function Found({
  form,
  set,
  lists,
  languages,
  isNew,
}: PartProps & { lists: Lists; languages: readonly string[]; isNew: boolean }) {
  const [language, setLanguage] = useState(languages[0] ?? 'en');
  return (
    <Card title="How it shows">
      <div className={styles.form}>
        {isNew && (
          <TextInput
            label="Name"
            description="Small letters joined by hyphens. It stays for ever."
            placeholder="ring-not-found"
            maxLength={60}
            value={form.id}
            onChange={(event) => set({ id: event.currentTarget.value })}
          />
        )}
        <div className={styles.two}>
          <Select
            label="Where it shows"
            searchable
            allowDeselect={false}
            data={choices(lists.platforms)}
            value={form.platform || null}
            onChange={(platform) => set({ platform: platform ?? '' })}
          />
          <Select
            label="During what"
            searchable
            allowDeselect={false}
            data={choices(lists.operations)}
            value={form.operation || null}
            onChange={(operation) => set({ operation: operation ?? '' })}
          />
        </div>
        <Textarea
          label="Codes"
          description="One a line: a number (133, 0x85, -1009) or a name (GATT_ERROR)."
          autosize
          minRows={2}
          maxRows={8}
          className={styles.phrases ?? ''}
          value={form.codes}
          onChange={(event) => set({ codes: event.currentTarget.value })}
        />
        <div>
          <SegmentedControl
            aria-label="Language of the dialog"
            size="xs"
            data={languageChoices(languages)}
            value={language}
            onChange={setLanguage}
            style={{ maxWidth: '100%', overflowX: 'auto' }}
          />
          <Textarea
            mt={8}
            label={`Words of the dialog in ${languageName(language)}`}
            description="One a line, as the screen says it. Up to four wrong letters are forgiven."
            lang={language}
            autosize
            minRows={2}
            maxRows={8}
            value={form.texts[language] ?? ''}
            onChange={(event) => set({ texts: { ...form.texts, [language]: event.currentTarget.value } })}
          />
        </div>
      </div>
    </Card>
  );
}

function Means({ form, set, steps }: PartProps & { steps: Named }) {
  return (
    <Card title="What it means and what helps">
      <div className={styles.form}>
        <Sentence label="Meaning" value={form.meaning} onChange={(meaning) => set({ meaning })} />
        <Sentence label="Cause" value={form.cause} onChange={(cause) => set({ cause })} />
        <Remedy form={form} set={set} steps={steps} />
        <div className={styles.two}>
          <TextInput
            label="Help article"
            description="Its number or name; may stay empty."
            maxLength={80}
            value={form.article}
            onChange={(event) => set({ article: event.currentTarget.value })}
          />
          <TextInput
            label="Source"
            description="Where these facts are from."
            maxLength={400}
            value={form.source}
            onChange={(event) => set({ source: event.currentTarget.value })}
          />
        </div>
      </div>
    </Card>
  );
}

function Sentence({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <Textarea
      label={label}
      autosize
      minRows={2}
      maxLength={400}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function Remedy({ form, set, steps }: PartProps & { steps: Named }) {
  const { remedy } = form;
  const change = (at: number, part: Partial<{ step: string; words: string }>) =>
    set({ remedy: remedy.map((one, index) => (index === at ? { ...one, ...part } : one)) });
  return (
    <div>
      <div style={{ fontWeight: 500, fontSize: 14 }}>What helps, the first step first</div>
      <ol className={styles.needs} aria-label="Steps" style={{ marginTop: 6 }}>
        {remedy.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have no id, and their fields hold no state of their own
          <li key={at} className={styles.need}>
            <span className={styles.number}>{at + 1}</span>
            <div className={styles.two}>
              <Select
                aria-label={`Step ${at + 1}`}
                searchable
                allowDeselect={false}
                data={choices(steps)}
                value={one.step}
                onChange={(step) => change(at, { step: step ?? 'other' })}
              />
              <TextInput
                aria-label={`Words of step ${at + 1}`}
                maxLength={400}
                value={one.words}
                onChange={(event) => change(at, { words: event.currentTarget.value })}
              />
            </div>
            <OrderButtons
              name={`step ${at + 1}`}
              at={at}
              count={remedy.length}
              onMove={(to) => set({ remedy: moved(remedy, at, to) })}
              onRemove={() => set({ remedy: remedy.filter((_one, index) => index !== at) })}
            />
          </li>
        ))}
      </ol>
      <Button
        mt={8}
        variant="default"
        size="compact-sm"
        leftSection={<IconPlus size={14} />}
        disabled={remedy.length >= knowledgeLimits.remedySteps}
        onClick={() => set({ remedy: [...remedy, { step: 'other', words: '' }] })}
      >
        Add a step
      </Button>
    </div>
  );
}
