import { CloseButton, Menu, TextInput, Tooltip } from '@mantine/core';
import { IconChevronDown, IconTag, IconUserCircle, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useKeys } from '#ui/keyboard/use-keys.ts';
import { Face } from '#ui/parts/face.tsx';
import { Glyph } from '#ui/parts/mark.tsx';
import { humanise, priorityWords, statusWords, wordOf } from '#ui/words/words.ts';
import { prioritySchema, statusSchema, type TicketDetail } from '../contract.ts';
import { whyNot } from './apply-change.ts';
import styles from './ticket-header.module.css';
import { type Change, useDesk } from './use-ticket.ts';

type MenuProps = { ticket: TicketDetail; change: Change; disabled: boolean };

type ButtonProps = React.ComponentProps<'button'> & {
  'data-tone'?: string | undefined;
  'data-empty'?: boolean | undefined;
};

function MenuButton({ children, className, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={`${styles.menuButton} ${className ?? ''}`}>
      {children}
      <IconChevronDown size={12} stroke={1.8} aria-hidden />
    </button>
  );
}

const statusLabel = (id: string) => wordOf(statusWords, id).label;

export function StatusMenu({ ticket, change, disabled }: MenuProps) {
  const word = wordOf(statusWords, ticket.status);
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
                  disabled={reason !== null || status === ticket.status}
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

export function AssigneeMenu({ ticket, change, disabled, me }: MenuProps & { me: string | undefined }) {
  const desk = useDesk();
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState('');
  useKeys({ assign: () => setOpened(true) });
  const agents = desk?.agents ?? [];
  const found = agents
    .filter((agent) => agent.name.toLowerCase().includes(typed.trim().toLowerCase()))
    .sort((a, b) => Number(b.id === me) - Number(a.id === me));
  const pick = (assigneeId: string | null) => {
    setOpened(false);
    setTyped('');
    change.mutate({ assigneeId });
  };
  return (
    <Menu position="bottom-start" width={250} opened={opened} onChange={setOpened} disabled={disabled}>
      <Menu.Target>
        <MenuButton disabled={disabled} data-empty={ticket.assignee === null || undefined}>
          <span className="sr-only">Assignee: </span>
          {ticket.assignee ? (
            <Face name={ticket.assignee.name} size={16} kind="agent" />
          ) : (
            <IconUserCircle size={15} stroke={1.6} aria-hidden />
          )}
          <span className="clip">{ticket.assignee?.name ?? 'Nobody yet'}</span>
        </MenuButton>
      </Menu.Target>
      <Menu.Dropdown>
        {agents.length > 7 && (
          <TextInput
            size="xs"
            m={4}
            data-autofocus
            aria-label="Find a person"
            placeholder="Find a person"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <div style={{ maxHeight: 280, overflow: 'auto' }}>
          {found.map((agent) => (
            <Menu.Item
              key={agent.id}
              leftSection={<Face name={agent.name} size={20} kind="agent" />}
              rightSection={agent.id === ticket.assignee?.id ? '✓' : null}
              onClick={() => pick(agent.id)}
            >
              {agent.id === me ? `${agent.name} (you)` : agent.name}
            </Menu.Item>
          ))}
        </div>
        <Menu.Divider />
        <Menu.Item disabled={ticket.assignee === null} onClick={() => pick(null)}>
          Nobody
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function PriorityMenu({ ticket, change, disabled }: MenuProps) {
  const word = wordOf(priorityWords, ticket.priority);
  return (
    <Menu position="bottom-start" disabled={disabled}>
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
              {entry.label} <span className="meta">{entry.hint}</span>
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
    <Menu position="bottom-start" disabled={disabled}>
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
    <Menu position="bottom-start" disabled={disabled}>
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
          <div key={department.id}>
            <Menu.Label>{department.label}</Menu.Label>
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
      <Menu position="bottom-start" closeOnItemClick={false} disabled={disabled}>
        <Menu.Target>
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
        </Menu.Target>
        <Menu.Dropdown>
          <TextInput
            size="xs"
            m={4}
            data-autofocus
            label="New tag, then Enter"
            value={typed}
            maxLength={60}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Enter' && add()}
          />
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
