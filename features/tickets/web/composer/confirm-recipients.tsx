import { Button, Group } from '@mantine/core';
import { Dialog } from '#ui/parts/dialog.tsx';

type ConfirmProps = {
  sentence: string;
  comesBack: boolean;
  /** Of the button that sends nothing. */
  back?: string;
  busy: boolean;
  onCancel: () => void;
  onYes: () => void;
};

/** A recipient nobody has seen on this ticket, or one from whom mail comes back, is sent to only after a yes. */
export function ConfirmRecipients({
  sentence,
  comesBack,
  back = 'Change the recipients',
  busy,
  onCancel,
  onYes,
}: ConfirmProps) {
  return (
    <Dialog onClose={onCancel} title={comesBack ? 'Send although mail comes back?' : 'Send to somebody new?'}>
      <p style={{ margin: 0 }}>{sentence}</p>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onCancel}>
          {back}
        </Button>
        <Button data-autofocus loading={busy} onClick={onYes}>
          {comesBack ? 'Yes, send it all the same' : 'Yes, send to them too'}
        </Button>
      </Group>
    </Dialog>
  );
}
