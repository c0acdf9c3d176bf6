import { Button, Group, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { ApiProblem, sentenceOf } from '#ui/api/problem.ts';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { Dialog } from '#ui/parts/dialog.tsx';
import { useGo } from '#ui/parts/link.tsx';
import { Mark } from '#ui/parts/mark.tsx';
import { tell } from '#ui/parts/toast.ts';
import { paths } from '#ui/paths.ts';
import { plural, statusWords, wordOf } from '#ui/words/words.ts';
import { getTicket, getViews, mergeTickets, type TicketDetail } from '../contract.ts';

type DialogProps = { ticket: TicketDetail; proposed?: number | undefined; onClose: () => void };

type Asked = ReturnType<typeof useRoute<typeof getTicket>>;

function Target({ number, target, from }: { number: number; target: Asked; from: TicketDetail }) {
  if (target.isPending) return <p className="meta">Looking for #{number}…</p>;
  if (!target.data) {
    const missing = target.error instanceof ApiProblem && target.error.status === 404;
    return <p role="alert">{missing ? `There is no ticket #${number}.` : sentenceOf(target.error)}</p>;
  }
  const other = target.data.customer?.email !== from.customer?.email;
  return (
    <div style={{ border: '1px solid var(--ph-line)', borderRadius: 6, padding: 12, marginTop: 12 }}>
      <strong dir="auto" style={{ overflowWrap: 'anywhere' }}>
        #{target.data.number} {target.data.title}
      </strong>
      <p className="meta" style={{ margin: '4px 0 0' }}>
        {target.data.customer?.name || target.data.customer?.email} ·{' '}
        {plural(target.data.messageCount, 'message')}{' '}
        <Mark bare word={wordOf(statusWords, target.data.status)} />
      </p>
      {other && (
        <p style={{ margin: '8px 0 0', color: 'var(--ph-amber)', fontSize: 13 }}>
          Another person wrote that ticket. Merge only when both speak about the same matter.
        </p>
      )}
    </div>
  );
}

/** Joins this ticket into another one. The messages keep where they came from, so it can be undone. */
export function MergeDialog({ ticket, proposed, onClose }: DialogProps) {
  const [typed, setTyped] = useState(proposed ? String(proposed) : '');
  const [settled] = useDebouncedValue(typed, 250);
  const merge = useCommand(mergeTickets, [getTicket, getViews]);
  const go = useGo();
  const into = /^#?\d{1,9}$/.test(settled.trim()) ? Number(settled.trim().replace('#', '')) : null;
  const other = into !== null && into !== ticket.number;
  const target = useRoute(getTicket, { params: { number: into ?? 0 } }, { enabled: other });
  const onMerge = () => {
    if (into === null) return;
    merge.run(
      { params: { number: ticket.number }, body: { into } },
      {
        done: (survivor) =>
          tell(`#${ticket.number} is now part of #${survivor.number}. You can undo this there.`),
        next: (survivor) => {
          onClose();
          go(paths.ticket(survivor.number));
        },
      },
    );
  };
  return (
    <Dialog onClose={onClose} title={`Merge #${ticket.number} into another ticket`}>
      <TextInput
        label="Number of the ticket that stays"
        description="All messages move there, marked with where they came from. Answers to the old mails find the way too."
        placeholder="#12345"
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={
          merge.isError
            ? sentenceOf(merge.error)
            : into === ticket.number
              ? 'This is the ticket itself'
              : undefined
        }
      />
      {other && <Target number={into} target={target} from={ticket} />}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button disabled={!other || !target.data} loading={merge.isPending} onClick={onMerge}>
          Merge
        </Button>
      </Group>
    </Dialog>
  );
}
