import { Button, Group, Select, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '#ui/api/problem.ts';
import { useCommand } from '#ui/api/query.ts';
import { Dialog } from '#ui/parts/dialog.tsx';
import { tell } from '#ui/parts/toast.ts';
import { addBlock, listBlocks } from '../contract.ts';
import { ends } from './ends.ts';

/** Who shall be blocked, why, and for how long. */
export function AddBlockDialog({ onClose }: { onClose: () => void }) {
  const [target, setTarget] = useState('');
  const [reason, setReason] = useState('');
  const [days, setDays] = useState('');
  const [refuse, setRefuse] = useState(false);
  const add = useCommand(addBlock, [listBlocks]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    add.run(
      { body: { target, reason, refuse, days: days === '' ? null : Number(days) } },
      {
        done: (block) => tell(`${block.value} is blocked.`),
        next: onClose,
      },
    );
  };
  return (
    <Dialog title="Block a sender" onClose={onClose}>
      <form onSubmit={onSubmit} style={{ display: 'grid', gap: 12 }}>
        <TextInput
          label="Address, domain or network"
          description="a@example.net, example.net with all below it, 192.0.2.0/24 or 2001:db8::/48"
          data-autofocus
          maxLength={320}
          value={target}
          onChange={(event) => setTarget(event.currentTarget.value)}
        />
        <TextInput
          label="Why"
          description="For your colleagues; the sender never sees it."
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Select
          label="For how long"
          allowDeselect={false}
          value={days}
          onChange={(value) => setDays(value ?? '')}
          data={ends}
        />
        <Switch
          label="Refuse at the door"
          description="The sender’s mail server is told 550. Off: mail waits in quarantine, where you can read it."
          checked={refuse}
          onChange={(event) => setRefuse(event.currentTarget.checked)}
        />
        {add.isError && (
          <p role="alert" style={{ color: 'var(--ph-red)', margin: 0 }}>
            {sentenceOf(add.error)}
          </p>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={target.trim() === ''} loading={add.isPending}>
            Block
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
