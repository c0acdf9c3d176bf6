import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '#ui/parts/dialog.tsx';
import { plural } from '#ui/words/words.ts';
import { actionWords, type HandleHeld, type HeldAction } from './use-handle-held.ts';

type Props = {
  handling: HandleHeld;
  ids: readonly string[];
  actions: readonly HeldAction[];
  onDone: (tickets: number[]) => void;
};

/** Buttons for one held mail or for several; what cannot be undone asks first. */
export function HeldActions({ handling: { pending, handle }, ids, actions, onDone }: Props) {
  const [asking, setAsking] = useState<HeldAction | null>(null);
  const run = (action: HeldAction) => handle(ids, action, onDone);
  const asked = asking && actionWords[asking];
  return (
    <>
      {actions.map((action, at) => (
        <Button
          key={action}
          size="compact-sm"
          variant={at === 0 ? 'filled' : 'default'}
          disabled={pending}
          onClick={() => (actionWords[action].warning === null ? run(action) : setAsking(action))}
        >
          {actionWords[action].label}
        </Button>
      ))}
      {asking && asked && (
        <Dialog title={`${asked.label}: ${plural(ids.length, 'mail')}?`} onClose={() => setAsking(null)}>
          <p style={{ margin: 0 }}>{asked.warning}</p>
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={() => setAsking(null)}>
              Keep
            </Button>
            <Button
              color="red"
              data-autofocus
              onClick={() => {
                setAsking(null);
                run(asking);
              }}
            >
              {asked.label}
            </Button>
          </Group>
        </Dialog>
      )}
    </>
  );
}
