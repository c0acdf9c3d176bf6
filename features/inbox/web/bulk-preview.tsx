import { Button, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { changeTickets, getTicket, getViews, type TicketChange } from '#features/tickets/contract.ts';
import type { RouteReply } from '#platform/http/contract.ts';
import { sentenceOf } from '#ui/api/problem.ts';
import { useCommand } from '#ui/api/query.ts';
import { Dialog } from '#ui/parts/dialog.tsx';
import { RowSkeletons } from '#ui/parts/page-state.tsx';
import { tell, tellProblem } from '#ui/parts/toast.ts';
import { plural } from '#ui/words/words.ts';
import styles from './inbox-page.module.css';

export type Wish = { label: string; change: TicketChange };

type PreviewProps = {
  numbers: readonly number[];
  wish: Wish;
  onClose: () => void;
  onDone: (changed: number[]) => void;
};

function changedIn({ results }: RouteReply<typeof changeTickets>): number[] {
  return results.filter((result) => result.outcome === 'changed').map((each) => each.number);
}

/** Shows what a change of many tickets would do, ticket by ticket where it is refused, and then does it. */
export function BulkPreview({ numbers, wish, onClose, onDone }: PreviewProps) {
  const preview = useCommand(changeTickets);
  const apply = useCommand(changeTickets, [getTicket, getViews]);
  const body = { numbers: [...numbers], change: wish.change };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when the dialog opens
  useEffect(() => preview.run({ body: { ...body, preview: true } }), []);

  const results = preview.data?.results ?? [];
  const willChange = preview.data ? changedIn(preview.data).length : 0;
  const same = results.filter((result) => result.outcome === 'unchanged').length;
  const refused = results.filter((result) => result.outcome === 'refused');
  const yes = useRef<HTMLButtonElement>(null);
  // Before the outcome is known there is nothing to say yes to, and a disabled button takes no focus.
  useEffect(() => {
    if (willChange > 0) yes.current?.focus();
  }, [willChange]);
  const onApply = () =>
    apply.run(
      { body: { ...body, preview: false } },
      {
        done: (reply) => tell(`${wish.label}: ${plural(changedIn(reply).length, 'ticket')} changed.`),
        next: (reply) => {
          onDone(changedIn(reply));
          onClose();
        },
        refused: (error) => tellProblem(error, 'Nothing was changed'),
      },
    );

  return (
    <Dialog onClose={onClose} title={wish.label}>
      {preview.isPending && <RowSkeletons rows={2} height={44} />}
      {preview.isError && <p role="alert">{sentenceOf(preview.error)} Nothing was changed.</p>}
      {preview.data && (
        <div className={styles.outcome}>
          <p>
            <strong>{plural(willChange, 'ticket')}</strong> will change.
            {same > 0 && ` ${plural(same, 'ticket')} ${same === 1 ? 'is' : 'are'} like this already.`}
          </p>
          {refused.length > 0 && (
            <>
              <p>{plural(refused.length, 'ticket')} cannot change:</p>
              <ul>
                {refused.slice(0, 50).map((result) => (
                  <li key={result.number}>
                    <span className="tabular">#{result.number}</span> {result.reason}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Leave as it is
        </Button>
        <Button ref={yes} disabled={willChange === 0} loading={apply.isPending} onClick={onApply}>
          Change {plural(willChange, 'ticket')}
        </Button>
      </Group>
    </Dialog>
  );
}
