import { Button, Checkbox, FileButton } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { KeyHint } from '#ui/keyboard/key-hint.tsx';
import type { TicketDetail } from '../../contract.ts';
import styles from './composer.module.css';
import { type Sending, SendMenu } from './send-menu.tsx';
import type { Saving } from './use-draft.ts';

const savingWords: Readonly<Record<Saving, string>> = {
  nothing: '',
  unsaved: 'Not saved yet',
  saving: 'Saving…',
  saved: 'Draft saved',
  failed: 'Not saved: the desk cannot be reached. Keep this page open; it is tried again.',
};

type FootProps = {
  ticket: TicketDetail;
  kind: 'reply' | 'note';
  saving: Saving;
  includeQuote: boolean;
  onIncludeQuote: (include: boolean) => void;
  onFiles: (files: File[]) => void;
  disabled: boolean;
  busy: boolean;
  onSend: (how: Sending) => void;
};

/** Below the text: files, quote, whether it is saved, and the button that sends. */
export function ComposerFoot(props: FootProps) {
  const { ticket, kind, saving } = props;
  return (
    <div className={styles.foot}>
      <FileButton multiple onChange={props.onFiles}>
        {(button) => (
          <Button
            {...button}
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconPaperclip size={15} stroke={1.6} />}
          >
            Attach
          </Button>
        )}
      </FileButton>
      {kind === 'reply' && (
        <Checkbox
          size="xs"
          label="Quote their message"
          checked={props.includeQuote}
          onChange={(event) => props.onIncludeQuote(event.currentTarget.checked)}
        />
      )}
      <span className={styles.saving} role="status" data-failed={saving === 'failed' || undefined}>
        {savingWords[saving]}
      </span>
      <KeyHint name="send" />
      <SendMenu
        kind={kind}
        allowed={ticket.allowedStatuses}
        status={ticket.status}
        disabled={props.disabled}
        busy={props.busy}
        onSend={props.onSend}
      />
    </div>
  );
}
