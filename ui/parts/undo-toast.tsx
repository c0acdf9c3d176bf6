import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';

/** Word that something was done, with the way back for as long as it is shown. */
export function tellUndo(message: string, onUndo: () => void): void {
  const id = notifications.show({
    message: (
      <span style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 12 }}>
        <span>{message}</span>
        <Button
          size="compact-xs"
          variant="light"
          onClick={() => {
            notifications.hide(id);
            onUndo();
          }}
        >
          Undo
        </Button>
      </span>
    ),
    color: 'teal',
    autoClose: 10_000,
    withBorder: true,
    closeButtonProps: { 'aria-label': 'Close' },
  });
}
