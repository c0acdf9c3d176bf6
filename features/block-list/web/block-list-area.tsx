import { Button, Group } from '@mantine/core';
import { IconBan, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { usePages } from '#ui/api/pages.ts';
import { useCommand } from '#ui/api/query.ts';
import { Area, Table } from '#ui/parts/area.tsx';
import { EmptyState, ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { tell, tellProblem } from '#ui/parts/toast.ts';
import { When } from '#ui/time/when.tsx';
import { type Block, listBlocks, removeBlock } from '../contract.ts';
import { AddBlockDialog } from './add-block-dialog.tsx';
import { ChangeBlockDialog } from './change-block-dialog.tsx';

const kinds: Readonly<Record<Block['kind'], string>> = {
  address: 'Address',
  domain: 'Domain',
  network: 'Network',
};

function BlockRow({ block, onChange }: { block: Block; onChange: () => void }) {
  const remove = useCommand(removeBlock, [listBlocks]);
  const onRemove = () =>
    remove.run(
      { params: { id: block.id } },
      {
        done: () => tell(`${block.value} may write again.`),
        refused: (error) => tellProblem(error, 'The block stays'),
      },
    );
  return (
    <tr>
      <td style={{ overflowWrap: 'anywhere', minWidth: 220 }}>
        {block.value}
        <div className="meta">{kinds[block.kind]}</div>
      </td>
      <td style={{ overflowWrap: 'anywhere', minWidth: 140 }}>
        {block.reason || <span className="meta">no reason given</span>}
        <div className="meta">
          {block.addedBy}, <When at={block.createdAt} />
        </div>
      </td>
      <td>{block.refuse ? 'Refused (550)' : 'Held'}</td>
      <td>
        <span className="tabular">{block.hits}</span>
        {block.lastHitAt && (
          <div className="meta">
            <When at={block.lastHitAt} />
          </div>
        )}
      </td>
      <td>{block.expiresAt ? <When at={block.expiresAt} long /> : <span className="meta">never</span>}</td>
      <td>
        <Group gap={4} justify="flex-end" wrap="nowrap">
          <Button
            size="compact-sm"
            variant="subtle"
            aria-label={`Change the block of ${block.value}`}
            onClick={onChange}
          >
            Change
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            aria-label={`Unblock ${block.value}`}
            loading={remove.isPending}
            onClick={onRemove}
          >
            Unblock
          </Button>
        </Group>
      </td>
    </tr>
  );
}

/** Whom the desk takes no mail from. */
export function BlockListArea() {
  const list = usePages(listBlocks, {}, (page) => page.blocks);
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState<Block | null>(null);
  if (list.error) return <ErrorState error={list.error} onRetry={list.retry} />;
  if (list.loading) return <RowSkeletons rows={4} />;
  return (
    <Area
      title="Block list"
      intro="Mail from these senders becomes no ticket: it waits in quarantine, or is refused at the door. Nothing is thrown away silently."
      action={
        <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
          Block a sender
        </Button>
      }
    >
      {list.rows.length === 0 ? (
        <EmptyState icon={<IconBan size={24} stroke={1.4} />} title="Nobody is blocked">
          Block an address, a whole domain, or the network it comes from.
        </EmptyState>
      ) : (
        <Table label="Block list" head={['Who', 'Why', 'What happens', 'Stopped', 'Ends', '']}>
          {list.rows.map((block) => (
            <BlockRow key={block.id} block={block} onChange={() => setChanging(block)} />
          ))}
        </Table>
      )}
      {list.hasMore && (
        <Button variant="subtle" loading={list.loadingMore} onClick={list.loadMore}>
          Show more
        </Button>
      )}
      {changing && <ChangeBlockDialog block={changing} onClose={() => setChanging(null)} />}
      {adding && <AddBlockDialog onClose={() => setAdding(false)} />}
    </Area>
  );
}
