import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { closeButtonProps } from './toast.ts';

/** Long enough to read and to change one's mind. */
const shownMs = 10_000;

/** Says that something was done, with a button that takes it back. */
export function tellWithUndo(message: string, undo: () => void): void {
  const id = notifications.show({
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <span>{message}</span>
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          Undo
        </Button>
      </Group>
    ),
    color: 'teal',
    autoClose: shownMs,
    withBorder: true,
    closeButtonProps,
  });
}
