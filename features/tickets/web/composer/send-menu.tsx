import { ActionIcon, Button, Group, Menu, TextInput } from '@mantine/core';
import { IconCalendarClock, IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { Dialog } from '#ui/parts/dialog.tsx';
import { Glyph } from '#ui/parts/mark.tsx';
import { statusWords, wordOf } from '#ui/words/words.ts';
import type { TicketDetail } from '../../contract.ts';
import styles from './composer.module.css';
import { localField, readLocalField, sendTimes } from './send-times.ts';

export type Sending = { setStatus?: TicketDetail['status']; sendAt?: string };

type MenuProps = {
  kind: 'reply' | 'note';
  allowed: readonly TicketDetail['status'][];
  status: TicketDetail['status'];
  disabled: boolean;
  busy: boolean;
  onSend: (how: Sending) => void;
};

/** Statuses offered beside sending, most used first. */
const offered = ['waiting-on-customer', 'resolved', 'waiting-on-third-party', 'open'] as const;

function LaterDialog({ onPick, onClose }: { onPick: (at: Date) => void; onClose: () => void }) {
  const [typed, setTyped] = useState(() => localField(new Date(Date.now() + 3_600_000)));
  const chosen = readLocalField(typed, new Date());
  return (
    <Dialog onClose={onClose} title="Send later">
      <TextInput
        type="datetime-local"
        label="When it should leave"
        description="In your own time zone. Until then it can be taken back."
        value={typed}
        data-autofocus
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={chosen ? undefined : 'Choose a time that is still to come'}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button disabled={!chosen} onClick={() => chosen && onPick(chosen)}>
          Schedule
        </Button>
      </Group>
    </Dialog>
  );
}

/** The button that sends, and beside it: with another status, or later. */
export function SendMenu({ kind, allowed, status, disabled, busy, onSend }: MenuProps) {
  const [later, setLater] = useState(false);
  const waits = kind === 'reply' && allowed.includes('waiting-on-customer');
  const main: Sending = waits ? { setStatus: 'waiting-on-customer' } : {};
  const label = kind === 'note' ? 'Add note' : waits ? 'Send and wait' : 'Send';
  const verb = kind === 'note' ? 'Add note' : 'Send';
  const style = kind === 'note' ? styles.noteButton : undefined;
  return (
    <>
      <Group gap={1} wrap="nowrap">
        <Button
          size="sm"
          className={style}
          disabled={disabled}
          loading={busy}
          onClick={() => onSend(main)}
          style={{ borderStartEndRadius: 0, borderEndEndRadius: 0 }}
        >
          {label}
        </Button>
        <Menu position="top-end" width={260}>
          <Menu.Target>
            <ActionIcon
              size={36}
              variant="filled"
              color="teal"
              className={style}
              disabled={disabled || busy}
              aria-label={kind === 'note' ? 'More ways to add the note' : 'More ways to send'}
              style={{ borderStartStartRadius: 0, borderEndStartRadius: 0 }}
            >
              <IconChevronDown size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => onSend({})}>
              {verb}, stay {wordOf(statusWords, status).label.toLowerCase()}
            </Menu.Item>
            {offered
              .filter((each) => allowed.includes(each))
              .map((each) => (
                <Menu.Item
                  key={each}
                  leftSection={<Glyph shape={wordOf(statusWords, each).shape} />}
                  onClick={() => onSend({ setStatus: each })}
                >
                  {verb}, then {wordOf(statusWords, each).label.toLowerCase()}
                </Menu.Item>
              ))}
            {kind === 'reply' && (
              <>
                <Menu.Divider />
                {/* biome-ignore lint/a11y/useSemanticElements: a group of a menu, not of a form */}
                <div role="group" aria-label="Send later">
                  <Menu.Label aria-hidden>Send later</Menu.Label>
                  {sendTimes(new Date()).map((time) => (
                    <Menu.Item
                      key={time.label}
                      onClick={() => onSend({ ...main, sendAt: time.at.toISOString() })}
                    >
                      {time.label}
                    </Menu.Item>
                  ))}
                  <Menu.Item
                    leftSection={<IconCalendarClock size={15} stroke={1.6} />}
                    onClick={() => setLater(true)}
                  >
                    Choose a time…
                  </Menu.Item>
                </div>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      </Group>
      {later && (
        <LaterDialog
          onClose={() => setLater(false)}
          onPick={(at) => {
            setLater(false);
            onSend({ ...main, sendAt: at.toISOString() });
          }}
        />
      )}
    </>
  );
}
