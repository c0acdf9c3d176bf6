import { CloseButton, Menu, Popover, TextInput, Tooltip } from '@mantine/core';
import { IconTag, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { Glyph } from '#ui/parts/mark.tsx';
import { humanise, priorityWords, statusWords, wordOf } from '#ui/words/words.ts';
import { prioritySchema, statusSchema, type TicketDetail } from '../contract.ts';
import { whyNot } from './apply-change.ts';
import { MenuButton } from './menu-button.tsx';
import styles from './ticket-header.module.css';
import { type Change, useDesk } from './use-ticket.ts';

export type MenuProps = { ticket: TicketDetail; change: Change; disabled: boolean };

const statusLabel = (id: string) => wordOf(statusWords, id).label;

export function StatusMenu({ ticket, change, disabled }: MenuProps) {
  const word = wordOf(statusWords, ticket.status);
  const isOpen = (status: TicketDetail['status']) =>
    status !== ticket.status && ticket.allowedStatuses.includes(status);
  const first = statusSchema.options.find(isOpen);
  return (
    <Menu position="bottom-start" width={250} disabled={disabled}>
      <Menu.Target>
        <MenuButton disabled={disabled} data-tone={word.tone} aria-label={`Status: ${word.label}`}>
          <Glyph shape={word.shape} />
          {word.label}
        </MenuButton>
      </Menu.Target>
      <Menu.Dropdown>
        {statusSchema.options.map((status) => {
          const reason = whyNot(ticket.status, status, ticket.allowedStatuses, statusLabel);
          const entry = wordOf(statusWords, status);
          return (
            <Tooltip
              key={status}
              label={reason ?? entry.hint}
              position="right"
              disabled={!reason && !entry.hint}
            >
              <div>
                <Menu.Item
                  disabled={!isOpen(status)}
                  data-autofocus={status === first || undefined}
                  leftSection={<Glyph shape={entry.shape} />}
                  rightSection={status === ticket.status ? '✓' : null}
                  onClick={() => change.mutate({ status })}
                >
                  {entry.label}
                  {reason && <span className="sr-only">: {reason}</span>}
                </Menu.Item>
              </div>
            </Tooltip>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

export function PriorityMenu({ ticket, change, disabled }: MenuProps) {
  const word = wordOf(priorityWords, ticket.priority);
  return (
    <Menu position="bottom-start" width={250} disabled={disabled}>
      <Menu.Target>
        <MenuButton
          disabled={disabled}
          aria-label={`Priority: ${word.label}`}
          data-tone={word.tone === 'quiet' ? undefined : word.tone}
        >
          <Glyph shape={word.shape} />
          {word.label}
        </MenuButton>
      </Menu.Target>
      <Menu.Dropdown>
        {prioritySchema.options.map((priority) => {
          const entry = wordOf(priorityWords, priority);
          return (
            <Menu.Item
              key={priority}
              leftSection={<Glyph shape={entry.shape} />}
              rightSection={priority === ticket.priority ? '✓' : null}
              onClick={() => change.mutate({ priority })}
            >
              {entry.label}
              <span className="meta" style={{ display: 'block' }}>
                {entry.hint}
              </span>
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

export function TeamMenu({ ticket, change, disabled }: MenuProps) {
  const desk = useDesk();
  return (
    <Menu position="bottom-start" width={250} disabled={disabled}>
      <Menu.Target>
        <MenuButton
          disabled={disabled}
          data-empty={ticket.team === null || undefined}
          aria-label={`Team: ${ticket.team?.name ?? 'No team'}`}
        >
          <IconUsers size={15} stroke={1.6} aria-hidden />
          <span className="clip">{ticket.team?.name ?? 'No team'}</span>
        </MenuButton>
      </Menu.Target>
      <Menu.Dropdown>
        {(desk?.teams ?? []).map((team) => (
          <Menu.Item
            key={team.id}
            rightSection={team.id === ticket.team?.id ? '✓' : null}
            onClick={() => change.mutate({ teamId: team.id })}
          >
            {team.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => change.mutate({ teamId: null })}>No team</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function TopicMenu({ ticket, change, disabled }: MenuProps) {
  const desk = useDesk();
  const label = ticket.topic
    ? humanise(ticket.topic)
    : ticket.department
      ? humanise(ticket.department)
      : 'No topic';
  return (
    <Menu position="bottom-start" width={250} disabled={disabled}>
      <Menu.Target>
        <MenuButton
          disabled={disabled}
          data-empty={(ticket.topic === null && ticket.department === null) || undefined}
          aria-label={`Topic: ${label}`}
        >
          <span className="clip">{label}</span>
        </MenuButton>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflow: 'auto' }}>
        {(desk?.departments ?? []).map((department) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of a menu, not of a form
          <div key={department.id} role="group" aria-label={department.label}>
            <Menu.Label aria-hidden>{department.label}</Menu.Label>
            {department.topics.map((topic) => (
              <Menu.Item
                key={topic.id}
                rightSection={topic.id === ticket.topic ? '✓' : null}
                onClick={() => change.mutate({ department: department.id, topic: topic.id })}
              >
                {topic.label}
              </Menu.Item>
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function TagsMenu({ ticket, change, disabled }: MenuProps) {
  const [typed, setTyped] = useState('');
  const add = () => {
    const tag = typed.trim();
    if (tag) change.mutate({ addTags: [tag] });
    setTyped('');
  };
  return (
    <>
      {ticket.tags.map((tag) => (
        <span key={tag} className={styles.tag}>
          <span className="clip" title={tag}>
            {tag}
          </span>
          {disabled ? null : (
            <CloseButton
              size="xs"
              aria-label={`Remove tag ${tag}`}
              onClick={() => change.mutate({ removeTags: [tag] })}
            />
          )}
        </span>
      ))}
      <Popover position="bottom-start" shadow="md" trapFocus returnFocus disabled={disabled}>
        <Popover.Target>
          <button
            type="button"
            className={styles.menuButton}
            data-empty
            disabled={disabled}
            aria-label="Tag: add one"
          >
            <IconTag size={14} stroke={1.6} aria-hidden />
            Tag
          </button>
        </Popover.Target>
        <Popover.Dropdown p="xs">
          <TextInput
            size="xs"
            data-autofocus
            label="New tag, then Enter"
            value={typed}
            maxLength={60}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Enter' && add()}
          />
        </Popover.Dropdown>
      </Popover>
    </>
  );
}
