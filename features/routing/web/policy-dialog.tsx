import { Button, Group, NumberInput, Select, Switch } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '#ui/api/problem.ts';
import { useCommand } from '#ui/api/query.ts';
import { Dialog } from '#ui/parts/dialog.tsx';
import { tell } from '#ui/parts/toast.ts';
import { getRouting, type PolicyInput, policySchema, setPolicy, type TeamRouting } from '../contract.ts';
import { ChoicePreview } from './choice-preview.tsx';
import styles from './routing.module.css';
import { modeWords, needWords, overdueWords, urgentWords, withCurrent } from './words.ts';

type Put = (change: Partial<PolicyInput>) => void;

/** One of a few values, each with its words. */
function Choice<K extends 'language' | 'skill' | 'urgent' | 'overdue'>({
  label,
  description,
  name,
  words,
  policy,
  put,
}: {
  label: string;
  description?: string;
  name: K;
  words: Readonly<Record<string, string>>;
  policy: PolicyInput;
  put: Put;
}) {
  return (
    <Select
      label={label}
      description={description}
      allowDeselect={false}
      value={policy[name]}
      onChange={(value) => put(policySchema.parse({ ...policy, [name]: value }))}
      data={Object.entries(words).map(([value, text]) => ({ value, label: text }))}
    />
  );
}

function Minutes({
  label,
  description,
  minutes,
  onChange,
}: {
  label: string;
  description: string;
  minutes: number | null;
  onChange: (minutes: number | null) => void;
}) {
  return (
    <Select
      label={label}
      description={description}
      allowDeselect={false}
      value={String(minutes ?? '')}
      onChange={(value) => onChange(value ? Number(value) : null)}
      data={withCurrent(minutes)}
    />
  );
}

function WhoFields({ policy, put }: { policy: PolicyInput; put: Put }) {
  return (
    <>
      <div className={styles.pair}>
        <NumberInput
          label="Tickets at most"
          description="New and open ones of one person"
          min={1}
          max={500}
          allowDecimal={false}
          value={policy.cap}
          onChange={(value) => put({ cap: typeof value === 'number' ? value : 1 })}
        />
        <Choice
          label="An urgent ticket when all are full"
          name="urgent"
          words={urgentWords}
          policy={policy}
          put={put}
        />
        <Choice label="Speaks the language" name="language" words={needWords} policy={policy} put={put} />
        <Choice label="Knows the topic" name="skill" words={needWords} policy={policy} put={put} />
      </div>
      <Switch
        label="Only within working hours"
        description="People without set hours count as working. Nobody who is away gets tickets."
        checked={policy.onlyWorking}
        onChange={(event) => put({ onlyWorking: event.currentTarget.checked })}
      />
      <Switch
        label="Same person as last time"
        description="Whoever helped this customer last goes first, if they are here and have room."
        checked={policy.sameAgent}
        onChange={(event) => put({ sameAgent: event.currentTarget.checked })}
      />
    </>
  );
}

function WhenFields({ policy, put }: { policy: PolicyInput; put: Put }) {
  return (
    <div className={styles.pair}>
      <Minutes
        label="Nobody took it within"
        description="Hours in which somebody of the team works"
        minutes={policy.takeMinutes}
        onChange={(takeMinutes) => put({ takeMinutes })}
      />
      <Choice label="Then" name="overdue" words={overdueWords} policy={policy} put={put} />
      <Minutes
        label="Goes back when nothing was done within"
        description="Hours in which that person works"
        minutes={policy.actMinutes}
        onChange={(actMinutes) => put({ actMinutes })}
      />
    </div>
  );
}

/** How a team's tickets find their person, with what that would mean for the next one. */
export function PolicyDialog({ team, onClose }: { team: TeamRouting; onClose: () => void }) {
  const [policy, setAll] = useState(team.policy);
  const save = useCommand(setPolicy, [getRouting]);
  const put: Put = (change) => setAll((before) => ({ ...before, ...change }));
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    save.run(
      { params: { id: team.id }, body: policy },
      { done: () => tell(`Saved how tickets of ${team.name} are given.`), next: onClose },
    );
  };
  return (
    <Dialog title={`Tickets of ${team.name}`} onClose={onClose} size="lg">
      <form onSubmit={onSubmit} className={styles.form}>
        <Select
          label="How tickets find their person"
          description={modeWords[policy.mode].hint}
          allowDeselect={false}
          data-autofocus
          value={policy.mode}
          onChange={(value) => put({ mode: policySchema.shape.mode.catch('off').parse(value) })}
          data={policySchema.shape.mode.options.map((each) => ({
            value: each,
            label: modeWords[each].label,
          }))}
        />
        {policy.mode !== 'off' && (
          <>
            <WhoFields policy={policy} put={put} />
            <WhenFields policy={policy} put={put} />
            <ChoicePreview teamId={team.id} department={team.department} policy={policy} />
          </>
        )}
        {save.isError && (
          <p role="alert" className={styles.alert}>
            {sentenceOf(save.error)}
          </p>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
