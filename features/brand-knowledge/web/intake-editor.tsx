import { Button, MultiSelect, Select } from '@mantine/core';
import { useState } from 'react';
import { Card } from '#ui/parts/area.tsx';
import type { IntakeKnowledge } from '../contract.ts';
import { knowledgeLimits } from '../limits.ts';
import {
  type Condition,
  factsLeft,
  type IntakeForm,
  intakeEdits,
  intakeFormOf,
  intakeWrong,
  type NeedForm,
} from './intake-form.ts';
import styles from './knowledge.module.css';
import { OrderButtons } from './order-buttons.tsx';
import { moved } from './reorder.ts';
import { SavePanel } from './save-panel.tsx';

type FactChoice = { key: string; label: string; values: { value: string; label: string }[] };
type Level = 'required' | 'useful';
type EditorProps = {
  known: IntakeKnowledge & { label: string; seen: string };
  facts: readonly FactChoice[];
  readOnly: boolean;
  onDone: () => void;
};

const levels: Readonly<Record<Level, [title: string, hint: string]>> = {
  required: ['Required', 'Without it nobody can help. Asked for first.'],
  useful: ['Useful', 'Saves a question later. Asked for when few others are.'],
};

/** The list of one topic: what, in which order, under which conditions. */
export function IntakeEditor({ known, facts, readOnly, onDone }: EditorProps) {
  const [form, setForm] = useState(() => intakeFormOf(known));
  return (
    <>
      <fieldset disabled={readOnly} className={styles.form} style={{ border: 0, margin: 0, padding: 0 }}>
        {(['required', 'useful'] as const).map((level) => (
          <LevelCard key={level} level={level} form={form} facts={facts} onForm={setForm} />
        ))}
      </fieldset>
      {!readOnly && (
        <SavePanel
          edits={intakeEdits(form, known)}
          wrong={intakeWrong(form)}
          onSaved={onDone}
          onCancel={onDone}
        />
      )}
    </>
  );
}

type LevelProps = {
  level: Level;
  form: IntakeForm;
  facts: readonly FactChoice[];
  onForm: (form: IntakeForm) => void;
};

function LevelCard({ level, form, facts, onForm }: LevelProps) {
  const [title, hint] = levels[level];
  const list = form[level];
  const other: Level = level === 'required' ? 'useful' : 'required';
  const set = (needs: readonly NeedForm[]) => onForm({ ...form, [level]: needs });
  const without = (at: number) => list.filter((_one, index) => index !== at);
  return (
    <Card title={title}>
      <div className={styles.form}>
        <div className="meta">{hint}</div>
        {list.length > 0 && (
          <ol className={styles.needs} aria-label={title}>
            {list.map((need, at) => (
              <NeedRow
                key={need.fact}
                need={need}
                at={at}
                count={list.length}
                facts={facts}
                otherLevel={levels[other][0].toLowerCase()}
                onChange={(next) => set(list.map((one, index) => (index === at ? next : one)))}
                onMove={(to) => set(moved(list, at, to))}
                onRemove={() => set(without(at))}
                onOther={() => onForm({ ...form, [level]: without(at), [other]: [...form[other], need] })}
              />
            ))}
          </ol>
        )}
        <Select
          label={`Add a fact that is ${title.toLowerCase()}`}
          placeholder="Choose"
          searchable
          disabled={form.required.length + form.useful.length >= knowledgeLimits.facts}
          data={factsLeft(facts, form).map(({ key, label }) => ({ value: key, label }))}
          value={null}
          onChange={(fact) => fact !== null && set([...list, { fact, when: [] }])}
        />
      </div>
    </Card>
  );
}

type RowProps = {
  need: NeedForm;
  at: number;
  count: number;
  facts: readonly FactChoice[];
  otherLevel: string;
  onChange: (need: NeedForm) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
  onOther: () => void;
};

function NeedRow({ need, at, count, facts, otherLevel, onChange, onMove, onRemove, onOther }: RowProps) {
  const label = labelOf(facts, need.fact);
  const change = (place: number, condition: Condition) =>
    onChange({ ...need, when: need.when.map((one, index) => (index === place ? condition : one)) });
  return (
    <li className={styles.need}>
      <span className={styles.number}>{at + 1}</span>
      <strong>{label}</strong>
      <OrderButtons name={label} at={at} count={count} onMove={onMove} onRemove={onRemove} />
      {need.when.map((condition, place) => (
        <ConditionFields
          key={condition.fact}
          name={label}
          condition={condition}
          facts={facts}
          onChange={(next) => change(place, next)}
          onRemove={() => onChange({ ...need, when: need.when.filter((_one, index) => index !== place) })}
        />
      ))}
      <div className={styles.condition}>
        <Button
          variant="subtle"
          size="compact-xs"
          onClick={onOther}
          aria-label={`Make it ${otherLevel}: ${label}`}
        >
          Make it {otherLevel}
        </Button>
        {need.when.length === 0 && (
          <Select
            aria-label={`Ask for ${label} only when`}
            placeholder="Always asked for"
            size="xs"
            searchable
            data={facts
              .filter(({ key }) => key !== need.fact)
              .map((one) => ({ value: one.key, label: `Only when: ${one.label}` }))}
            value={null}
            onChange={(fact) => fact !== null && onChange({ ...need, when: [{ fact, is: 'unknown' }] })}
          />
        )}
      </div>
    </li>
  );
}

type ConditionProps = {
  name: string;
  condition: Condition;
  facts: readonly FactChoice[];
  onChange: (condition: Condition) => void;
  onRemove: () => void;
};

function ConditionFields({ name, condition, facts, onChange, onRemove }: ConditionProps) {
  const { fact, is } = condition;
  const label = labelOf(facts, fact);
  const values = facts.find(({ key }) => key === fact)?.values ?? [];
  const kept = typeof is === 'string' ? [] : is.filter((value) => !values.some((one) => one.value === value));
  const choices = [...values, ...kept.map((value) => ({ value, label: value }))];
  return (
    <div className={styles.condition}>
      <span className="meta">only when {label}</span>
      <Select
        aria-label={`${name}: when ${label} is`}
        size="xs"
        w={130}
        allowDeselect={false}
        data={[
          { value: 'unknown', label: 'is not known' },
          { value: 'known', label: 'is known' },
          ...(choices.length > 0 ? [{ value: 'values', label: 'is one of' }] : []),
        ]}
        value={typeof is === 'string' ? is : 'values'}
        onChange={(value) => onChange({ fact, is: value === 'known' || value === 'unknown' ? value : [] })}
      />
      {typeof is !== 'string' && (
        <MultiSelect
          aria-label={`${name}: values of ${label}`}
          size="xs"
          placeholder={is.length === 0 ? 'Choose values' : ''}
          data={choices}
          value={[...is]}
          onChange={(chosen) => onChange({ fact, is: chosen })}
        />
      )}
      <Button variant="subtle" size="compact-xs" onClick={onRemove} aria-label={`Always ask for ${name}`}>
        Always ask
      </Button>
    </div>
  );
}

function labelOf(facts: readonly FactChoice[], key: string): string {
  return facts.find((fact) => fact.key === key)?.label ?? key;
}
