import { ActionIcon, Button, Select } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { Person } from '../contract.ts';
import styles from './routing.module.css';
import { levelWords } from './words.ts';

type Skills = Person['skills'];
export type Subject = { id: string; label: string; topics: readonly { id: string; label: string }[] };

/** What is still free to be added: whole departments first, then their topics. */
function groupsOf(subjects: readonly Subject[], taken: ReadonlySet<string>, own: string) {
  const free = ({ id }: { id: string }) => id === own || !taken.has(id);
  return subjects
    .map(({ id, label, topics }) => ({
      group: label,
      items: [
        ...[{ id, label: `All of ${label}` }].filter(free),
        ...topics.filter((topic) => topic.id !== id).filter(free),
      ].map((one) => ({ value: one.id, label: one.label })),
    }))
    .filter(({ items }) => items.length > 0);
}

type SkillsProps = { skills: Skills; subjects: readonly Subject[]; onChange: (skills: Skills) => void };

/** What a person knows, and how well. */
export function SkillsEditor({ skills, subjects, onChange }: SkillsProps) {
  const taken = new Set(skills.map(({ of }) => of));
  const next = groupsOf(subjects, taken, '')[0]?.items[0]?.value;
  const put = (at: number, change: Partial<Skills[number]>) =>
    onChange(skills.map((skill, place) => (place === at ? { ...skill, ...change } : skill)));
  return (
    <fieldset className={styles.days}>
      <legend>Skills</legend>
      {skills.length === 0 && <p className="meta">None yet: gets any topic of the team.</p>}
      {skills.map((skill, at) => (
        <div className={styles.skill} key={skill.of}>
          <Select
            aria-label={`Skill ${at + 1}`}
            searchable
            allowDeselect={false}
            value={skill.of}
            onChange={(value) => put(at, { of: value ?? skill.of })}
            data={groupsOf(subjects, taken, skill.of)}
          />
          <Select
            aria-label={`How well, skill ${at + 1}`}
            allowDeselect={false}
            value={String(skill.level)}
            onChange={(value) => put(at, { level: Number(value ?? skill.level) })}
            data={Object.entries(levelWords).map(([value, label]) => ({ value, label }))}
          />
          <ActionIcon
            variant="subtle"
            aria-label={`Remove skill ${at + 1}`}
            onClick={() => onChange(skills.filter((_skill, place) => place !== at))}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      {next !== undefined && (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          style={{ justifySelf: 'start' }}
          onClick={() => onChange([...skills, { of: next, level: 2 }])}
        >
          Add a skill
        </Button>
      )}
    </fieldset>
  );
}
