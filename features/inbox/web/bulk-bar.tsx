import { ActionIcon, Button, Menu, Popover, TextInput } from '@mantine/core';
import { IconChevronDown, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import {
  prioritySchema,
  statusSchema,
  type TicketChange,
  ticketChangeSchema,
} from '#features/tickets/contract.ts';
import { getWorkspace } from '#features/workspace/contract.ts';
import { useRoute } from '#ui/api/query.ts';
import { Glyph } from '#ui/parts/mark.tsx';
import { plural, priorityWords, statusWords, wordOf } from '#ui/words/words.ts';
import { BulkPreview, type Wish } from './bulk-preview.tsx';
import styles from './inbox-page.module.css';

type BarProps = {
  numbers: readonly number[];
  me: string | undefined;
  onClear: () => void;
  onDone: (changed: number[]) => void;
  /** What features beside the inbox can do with the selection. */
  more?: ((numbers: readonly number[], onDone: () => void) => React.ReactNode) | undefined;
};

type Choice = {
  label: string /** Title of the preview, when the label alone says too little. */;
  title?: string;
  change: TicketChange;
  icon?: React.ReactNode;
};

function Choices({
  label,
  choices,
  onPick,
}: {
  label: string;
  choices: Choice[];
  onPick: (choice: Choice) => void;
}) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button size="compact-sm" variant="default" rightSection={<IconChevronDown size={13} />}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflow: 'auto' }}>
        {choices.map((choice) => (
          <Menu.Item key={choice.label} leftSection={choice.icon} onClick={() => onPick(choice)}>
            {choice.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function TagChoice({ onPick }: { onPick: (tag: string) => void }) {
  const [tag, setTag] = useState('');
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  // The popover's own return of the focus would also take it from the dialog that comes after a tag is chosen.
  const onChange = (open: boolean) => {
    setOpened(open);
    if (!open) button.current?.focus();
  };
  return (
    <Popover position="bottom-start" shadow="md" trapFocus opened={opened} onChange={onChange}>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="default"
          rightSection={<IconChevronDown size={13} />}
          ref={button}
          onClick={() => onChange(!opened)}
        >
          Tag
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!ticketChangeSchema.safeParse({ addTags: [tag.trim()] }).success) return;
            setOpened(false);
            onPick(tag.trim());
          }}
        >
          <TextInput
            size="xs"
            label="Add a tag"
            value={tag}
            maxLength={60}
            data-autofocus
            onChange={(event) => setTag(event.currentTarget.value)}
          />
          <Button type="submit" size="xs" mt={8} fullWidth disabled={!tag.trim()}>
            Add
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

/** What can be done with the selected tickets; nothing happens before the outcome was shown. */
export function BulkBar({ numbers, me, onClear, onDone, more }: BarProps) {
  const workspace = useRoute(getWorkspace, {}, { staleTime: 300_000 });
  const [wish, setWish] = useState<Wish | null>(null);
  const pick = (choice: Choice) => setWish({ label: choice.title ?? choice.label, change: choice.change });
  const agents: Choice[] = [
    ...(me ? [{ label: 'Assign to me', change: { assigneeId: me } }] : []),
    { label: 'Assign to nobody', change: { assigneeId: null } },
    ...(workspace.data?.agents ?? [])
      .filter((agent) => agent.id !== me)
      .map((agent) => ({ label: `Assign to ${agent.name}`, change: { assigneeId: agent.id } })),
  ];
  const teams: Choice[] = (workspace.data?.teams ?? []).map((team) => ({
    label: `Give to ${team.name}`,
    change: { teamId: team.id },
  }));
  const statuses: Choice[] = statusSchema.options
    .filter((status) => status !== 'new')
    .map((status) => ({
      label: wordOf(statusWords, status).label,
      title: `Move to ${wordOf(statusWords, status).label}`,
      change: { status },
      icon: <Glyph shape={wordOf(statusWords, status).shape} />,
    }));
  const ranks: Choice[] = prioritySchema.options.map((priority) => ({
    label: wordOf(priorityWords, priority).label,
    title: `Priority ${wordOf(priorityWords, priority).label}`,
    change: { priority },
  }));
  return (
    <section className={styles.bulk} aria-label="Selected tickets">
      <div className={styles.bulkHead}>
        <strong className="tabular">{plural(numbers.length, 'ticket')} selected</strong>
        <ActionIcon size={24} aria-label="Clear the selection" onClick={onClear}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      <div className={styles.bulkActions}>
        <Choices label="Assign" choices={agents} onPick={pick} />
        <Choices label="Status" choices={statuses} onPick={pick} />
        <Choices label="Priority" choices={ranks} onPick={pick} />
        <Choices label="Team" choices={teams} onPick={pick} />
        <TagChoice onPick={(tag) => setWish({ label: `Add the tag "${tag}"`, change: { addTags: [tag] } })} />
        {more?.(numbers, onClear)}
      </div>
      {wish && <BulkPreview numbers={numbers} wish={wish} onClose={() => setWish(null)} onDone={onDone} />}
    </section>
  );
}
