import { Button } from '@mantine/core';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { Dialog } from '#ui/parts/dialog.tsx';
import { ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { tell, tellProblem } from '#ui/parts/toast.ts';
import { When } from '#ui/time/when.tsx';
import { addressHistory, changeAddress, listAddresses } from '../contract.ts';
import { describeChange } from './address-form.ts';

type HistoryProps = { id: string; address: string; onClose: () => void };

/** Who changed an address and how; any earlier state can be brought back, which is a change like any other. */
export function HistoryDialog({ id, address, onClose }: HistoryProps) {
  const history = useRoute(addressHistory, { params: { id } }, { staleTime: 0 });
  const change = useCommand(changeAddress, [listAddresses, addressHistory]);
  return (
    <Dialog onClose={onClose} title={`History of ${address}`} size="lg">
      {history.isError && <ErrorState error={history.error} onRetry={() => void history.refetch()} />}
      {!history.data && !history.isError && <RowSkeletons rows={3} />}
      {history.data?.changes.length === 0 && (
        <p className="meta">It stands as the profile has it; nobody has changed it.</p>
      )}
      <ol style={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 14 }}>
        {history.data?.changes.map(({ id: changeId, at, by, before, after }) => (
          <li key={changeId}>
            <div className="meta">
              {by || 'A program'}, <When at={at} long />
            </div>
            {describeChange(before, after).map((line) => (
              <div key={line} style={{ overflowWrap: 'anywhere' }}>
                {line}
              </div>
            ))}
            {before && (
              <Button
                size="compact-sm"
                variant="subtle"
                loading={change.isPending}
                onClick={() =>
                  change.run(
                    { params: { id }, body: { ...before, purpose: { ...before.purpose } } },
                    {
                      done: () => tell('It is as it was before'),
                      refused: (error) => tellProblem(error, 'Nothing was changed'),
                    },
                  )
                }
              >
                Bring back what was before
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
