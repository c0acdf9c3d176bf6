import { Button, Group, Select, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '#ui/api/problem.ts';
import { useCommand } from '#ui/api/query.ts';
import { Dialog } from '#ui/parts/dialog.tsx';
import { tell } from '#ui/parts/toast.ts';
import { When } from '#ui/time/when.tsx';
import { type Block, changeBlock, listBlocks } from '../contract.ts';
import { ends } from './ends.ts';

/** Leaves the end where it is. */
const asItIs = 'as-it-is';

/** Why somebody is blocked, how long from now on, and what happens to their mail. Whom it blocks stays. */
export function ChangeBlockDialog({ block, onClose }: { block: Block; onClose: () => void }) {
  const [reason, setReason] = useState(block.reason);
  const [end, setEnd] = useState(asItIs);
  const [refuse, setRefuse] = useState(block.refuse);
  const change = useCommand(changeBlock, [listBlocks]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    const days = end === '' ? null : Number(end);
    change.run(
      { params: { id: block.id }, body: { reason, refuse, ...(end === asItIs ? {} : { days }) } },
      { done: () => tell(`The block of ${block.value} was changed.`), next: onClose },
    );
  };
  return (
    <Dialog title={`Change the block of ${block.value}`} onClose={onClose}>
      <form onSubmit={onSubmit} style={{ display: 'grid', gap: 12 }}>
        <TextInput
          label="Why"
          description="For your colleagues; the sender never sees it."
          data-autofocus
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Select
          label="For how long, from now on"
          description={
            block.expiresAt === null ? (
              'Now it stays until somebody ends it.'
            ) : (
              <>
                Now it ends <When at={block.expiresAt} long />.
              </>
            )
          }
          allowDeselect={false}
          value={end}
          onChange={(value) => setEnd(value ?? asItIs)}
          data={[{ value: asItIs, label: 'Leave it as it is' }, ...ends]}
        />
        <Switch
          label="Refuse at the door"
          description="The sender’s mail server is told 550. Off: mail waits in quarantine, where you can read it."
          checked={refuse}
          onChange={(event) => setRefuse(event.currentTarget.checked)}
        />
        {change.isError && (
          <p role="alert" style={{ color: 'var(--ph-red)', margin: 0 }}>
            {sentenceOf(change.error)}
          </p>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={change.isPending}>
            Save
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
