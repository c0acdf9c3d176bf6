import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import styles from './knowledge.module.css';

type OrderProps = {
  /** As it is read out: "Move step 2 up". */
  name: string;
  at: number;
  count: number;
  onMove: (to: number) => void;
  onRemove: () => void;
};

/** Up, down and away: an order that a keyboard can change. */
export function OrderButtons({ name, at, count, onMove, onRemove }: OrderProps) {
  return (
    <div className={styles.buttons}>
      <Action label={`Move ${name} up`} disabled={at === 0} onClick={() => onMove(at - 1)}>
        <IconArrowUp size={16} />
      </Action>
      <Action label={`Move ${name} down`} disabled={at === count - 1} onClick={() => onMove(at + 1)}>
        <IconArrowDown size={16} />
      </Action>
      <Action label={`Take ${name} off`} disabled={false} onClick={onRemove}>
        <IconX size={16} />
      </Action>
    </div>
  );
}

type ActionProps = { label: string; disabled: boolean; onClick: () => void; children: React.ReactNode };

function Action({ label, disabled, onClick, children }: ActionProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label}
        // Not `disabled`: the focus would be lost when the entry gets to the end of its list.
        data-disabled={disabled}
        aria-disabled={disabled}
        onClick={() => {
          if (!disabled) onClick();
        }}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
