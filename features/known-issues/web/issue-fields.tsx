import {
  Checkbox,
  MultiSelect,
  NativeSelect,
  Select,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { getWorkspace } from '#features/workspace/contract.ts';
import { useRoute } from '#ui/api/query.ts';
import { MOST_WORD_CHARACTERS, MOST_WORDS } from '../rules/affects.ts';
import { issueStatuses } from '../rules/issue-status.ts';
import { useChoices } from './affects-chips.tsx';
import { type IssueForm, withSystem } from './issue-form.ts';
import { issueStatusWords, languageName } from './issue-words.ts';
import styles from './known-issues.module.css';

export type FieldsProps = {
  form: IssueForm;
  change: (part: Partial<IssueForm>) => void;
  /** Field path -> what is wrong with it. */
  problems: Readonly<Record<string, string>>;
};

type Choice = { id: string; label: string };
const asData = (choices: readonly Choice[] | undefined) =>
  (choices ?? []).map(({ id, label }) => ({ value: id, label }));

/** Whom it concerns: what is named here decides which tickets are proposed. */
export function AffectsFields({ form, change, problems }: FieldsProps) {
  const choices = useChoices();
  const { affects } = form;
  const set = (part: Partial<IssueForm['affects']>) => change({ affects: { ...affects, ...part } });
  const many = (field: 'topics' | 'generations' | 'errors', label: string, description: string) => (
    <MultiSelect
      label={label}
      description={description}
      searchable
      clearable
      hidePickedOptions
      maxDropdownHeight={260}
      data={asData(choices?.[field])}
      value={affects[field]}
      error={problems[`affects.${field}`]}
      onChange={(value) => set({ [field]: value })}
    />
  );
  return (
    <>
      <h3>Whom it concerns</h3>
      {many('topics', 'Topics', 'What such tickets are about.')}
      {many(
        'generations',
        'Devices',
        'Leave it empty for all. A ticket with another device is never proposed.',
      )}
      <div className={styles.two}>
        <TextInput
          label="Firmware"
          description="2.10.0 to 2.10.6, 2.11 or >= 3"
          maxLength={300}
          value={affects.firmware}
          error={problems['affects.firmware']}
          onChange={(event) => set({ firmware: event.currentTarget.value })}
        />
        <TextInput
          label="App version"
          description="5.2, or before 5.3.1"
          maxLength={300}
          value={affects.app}
          error={problems['affects.app']}
          onChange={(event) => set({ app: event.currentTarget.value })}
        />
      </div>
      <fieldset style={{ border: 0, margin: 0, padding: 0, display: 'grid', gap: 6 }}>
        <legend style={{ fontWeight: 500, padding: 0, marginBottom: 4 }}>Phone systems</legend>
        {(choices?.systems ?? []).map(({ id, label }) => {
          const named = affects.systems.find((system) => system.name === id);
          return (
            <div key={id} className={styles.system}>
              <Checkbox
                label={label}
                checked={named !== undefined}
                onChange={(event) =>
                  set({ systems: withSystem(affects.systems, id, event.currentTarget.checked ? '' : null) })
                }
              />
              {named && (
                <TextInput
                  size="xs"
                  aria-label={`Versions of ${label}`}
                  placeholder="All versions, or 18 to 18.2"
                  maxLength={300}
                  value={named.versions}
                  onChange={(event) =>
                    set({ systems: withSystem(affects.systems, id, event.currentTarget.value) })
                  }
                />
              )}
            </div>
          );
        })}
        {problems['affects.systems'] && <p className={styles.problem}>{problems['affects.systems']}</p>}
      </fieldset>
      {many('errors', 'Known errors', 'Of the error catalogue; any of them counts.')}
      <TagsInput
        label="Words customers use"
        description="Enter after each, in any language. restart* means any ending."
        maxTags={MOST_WORDS}
        maxLength={MOST_WORD_CHARACTERS}
        splitChars={[',', ';']}
        value={affects.words}
        error={problems['affects.words']}
        onChange={(words) => set({ words })}
      />
    </>
  );
}

/** How far it got, whose it is, since when. */
export function StandingFields({ form, change, problems }: FieldsProps) {
  const agents = useRoute(getWorkspace, {}, { staleTime: 300_000 }).data?.agents ?? [];
  return (
    <div className={styles.two}>
      <NativeSelect
        label="Status"
        data={issueStatuses.map((status) => ({ value: status, label: issueStatusWords[status].label }))}
        value={form.status}
        onChange={(event) => {
          const status = issueStatuses.find((each) => each === event.currentTarget.value);
          if (status) change({ status });
        }}
      />
      <Select
        label="Owner"
        placeholder="Nobody"
        clearable
        searchable
        data={agents.map(({ id, name }) => ({ value: id, label: name }))}
        value={form.ownerId}
        error={problems.ownerId}
        onChange={(ownerId) => change({ ownerId })}
      />
      <TextInput
        type="date"
        label="First seen"
        value={form.firstSeen}
        error={problems.firstSeenAt}
        onChange={(event) => change({ firstSeen: event.currentTarget.value })}
      />
      <TextInput
        label="Fixed in"
        placeholder="Firmware 2.11.0"
        maxLength={100}
        value={form.fixedIn}
        onChange={(event) => change({ fixedIn: event.currentTarget.value })}
      />
    </div>
  );
}

/** What a customer can do meanwhile, in each language the brand answers in. */
export function WorkaroundField({ form, change, problems }: FieldsProps) {
  const languages = useChoices()?.languages ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const language = chosen ?? languages[0] ?? 'en';
  return (
    <>
      <h3>What customers can do meanwhile</h3>
      <NativeSelect
        label="Language"
        description="Each customer is offered theirs; the first is used where theirs is not written."
        data={languages.map((each) => ({
          value: each,
          label: `${languageName(each)}${form.workarounds[each] ? ' ✓' : ''}`,
        }))}
        value={language}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <Textarea
        label={`Workaround in ${languageName(language)}`}
        description="Put into an answer as it stands here."
        autosize
        minRows={3}
        maxRows={12}
        maxLength={10_000}
        dir="auto"
        error={problems.workarounds}
        value={form.workarounds[language] ?? ''}
        onChange={(event) =>
          change({ workarounds: { ...form.workarounds, [language]: event.currentTarget.value } })
        }
      />
    </>
  );
}

/** For the team alone, and whether it may link by itself. */
export function PolicyFields({ form, change }: FieldsProps) {
  return (
    <>
      <Textarea
        label="Internal notes"
        description="Cause, links, who works on it. No customer sees them."
        autosize
        minRows={2}
        maxRows={12}
        maxLength={20_000}
        dir="auto"
        value={form.notes}
        onChange={(event) => change({ notes: event.currentTarget.value })}
      />
      <Switch
        label="Link sure fits without asking"
        description="From 80 % on. Off: every fit is proposed, and a person decides."
        checked={form.autoLink}
        onChange={(event) => change({ autoLink: event.currentTarget.checked })}
      />
    </>
  );
}
