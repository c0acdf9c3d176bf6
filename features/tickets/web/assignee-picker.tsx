import { Combobox, useCombobox } from '@mantine/core';
import { IconUserCircle } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useKeys } from '#ui/keyboard/use-keys.ts';
import { Face } from '#ui/parts/face.tsx';
import styles from './assignee-picker.module.css';
import type { MenuProps } from './header-menus.tsx';
import { MenuButton } from './menu-button.tsx';
import { useDesk } from './use-ticket.ts';

/** Who has the ticket. A list with a field to find somebody in it, because a menu may hold no field (WAI-ARIA 1.2). */
export function AssigneePicker({ ticket, change, disabled, me }: MenuProps & { me: string | undefined }) {
  const desk = useDesk();
  const [typed, setTyped] = useState('');
  const list = useCombobox({
    onDropdownOpen: () => list.focusSearchInput(),
    onDropdownClose: () => {
      setTyped('');
      list.resetSelectedOption();
      list.focusTarget();
    },
  });
  useKeys({ assign: () => !disabled && list.openDropdown() });
  const wanted = typed.trim().toLowerCase();
  const found = (desk?.agents ?? [])
    .filter((agent) => agent.name.toLowerCase().includes(wanted))
    .sort((a, b) => Number(b.id === me) - Number(a.id === me));
  const { selectFirstOption, resetSelectedOption } = list;
  // After the list was drawn anew: Enter takes whom the reader sees first.
  useEffect(() => {
    if (wanted === '') resetSelectedOption();
    else selectFirstOption();
  }, [wanted, selectFirstOption, resetSelectedOption]);
  const onPick = (id: string) => {
    list.closeDropdown();
    change.mutate({ assigneeId: id === '' ? null : id });
  };
  return (
    <Combobox store={list} onOptionSubmit={onPick} position="bottom-start" width={250} shadow="md">
      <Combobox.Target targetType="button">
        <MenuButton
          disabled={disabled}
          data-empty={ticket.assignee === null || undefined}
          aria-label={`Assignee: ${ticket.assignee?.name ?? 'Nobody yet'}`}
          onClick={() => list.toggleDropdown()}
        >
          {ticket.assignee ? (
            <Face name={ticket.assignee.name} size={16} kind="agent" />
          ) : (
            <IconUserCircle size={15} stroke={1.6} aria-hidden />
          )}
          <span className="clip">{ticket.assignee?.name ?? 'Nobody yet'}</span>
        </MenuButton>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          aria-label="Find a person"
          placeholder="Find a person"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Combobox.Options aria-label="People" mah={280} style={{ overflow: 'auto' }}>
          {found.map((agent) => (
            <Combobox.Option key={agent.id} value={agent.id} active={agent.id === ticket.assignee?.id}>
              <span className={styles.person}>
                <Face name={agent.name} size={20} kind="agent" />
                <span className="clip">{agent.id === me ? `${agent.name} (you)` : agent.name}</span>
                {agent.id === ticket.assignee?.id && <span className={styles.chosen}>✓</span>}
              </span>
            </Combobox.Option>
          ))}
          {wanted === '' && ticket.assignee !== null && (
            <Combobox.Option value="">
              <span className={styles.person}>
                <IconUserCircle size={20} stroke={1.4} aria-hidden /> Nobody
              </span>
            </Combobox.Option>
          )}
          {wanted !== '' && found.length === 0 && (
            <Combobox.Empty>Nobody here is called “{typed.trim()}”</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
