import { Button, Group, MultiSelect, NumberInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { getWorkspace } from '#features/workspace/contract.ts';
import { sentenceOf } from '#ui/api/problem.ts';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { Dialog } from '#ui/parts/dialog.tsx';
import { tell } from '#ui/parts/toast.ts';
import { getMyWork, getRouting, type Person, setWork } from '../contract.ts';
import { HoursEditor, hoursAreWhole } from './hours-editor.tsx';
import styles from './routing.module.css';
import { SkillsEditor } from './skills-editor.tsx';
import { languageChoices, languageName } from './words.ts';

type WorkProps = { person: Person; deskLanguage: string; onClose: () => void };

/** Hours, languages, skills and limit of one person. */
export function WorkDialog({ person, deskLanguage, onClose }: WorkProps) {
  const desk = useRoute(getWorkspace, {}, { staleTime: 300_000 });
  const [zone, setZone] = useState(person.zone);
  const [hours, setHours] = useState(person.hours);
  const [languages, setLanguages] = useState(person.languages);
  const [skills, setSkills] = useState(person.skills);
  const [cap, setCap] = useState(person.cap);
  const save = useCommand(setWork, [getRouting, getMyWork]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    save.run(
      { params: { id: person.id }, body: { zone, hours, languages, skills, cap } },
      { done: () => tell(`Saved how ${person.name} works.`), next: onClose },
    );
  };
  return (
    <Dialog title={`How ${person.name} works`} onClose={onClose} size="lg">
      <form onSubmit={onSubmit} className={styles.form}>
        <MultiSelect
          label="Languages"
          description={`Those they can answer in. None: ${languageName(deskLanguage)}.`}
          searchable
          value={languages}
          onChange={setLanguages}
          data={languageChoices(desk.data?.brand.languages ?? [])}
        />
        <SkillsEditor skills={skills} subjects={desk.data?.departments ?? []} onChange={setSkills} />
        <NumberInput
          label="Tickets at most"
          description="New and open ones. Empty: as many as their team says."
          min={1}
          max={500}
          allowDecimal={false}
          value={cap ?? ''}
          onChange={(value) => setCap(typeof value === 'number' ? value : null)}
        />
        <HoursEditor zone={zone} hours={hours} onZone={setZone} onHours={setHours} />
        {save.isError && (
          <p role="alert" className={styles.alert}>
            {sentenceOf(save.error)}
          </p>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!hoursAreWhole(hours)}>
            Save
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
