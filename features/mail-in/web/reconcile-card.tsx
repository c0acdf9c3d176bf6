import { Button } from '@mantine/core';
import { getMe } from '#features/access/contract.ts';
import { sentenceOf } from '#ui/api/problem.ts';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { Card, Table } from '#ui/parts/area.tsx';
import { tell, tellProblem } from '#ui/parts/toast.ts';
import { When } from '#ui/time/when.tsx';
import { plural } from '#ui/words/words.ts';
import { listReconciliations, reconcileMailbox } from '../contract.ts';

/** The last comparison of each folder with the ledger, and a button for the next one. */
export function ReconcileCard() {
  const list = useRoute(listReconciliations, {}, { again: () => 15_000 });
  const me = useRoute(getMe, {}, { staleTime: 60_000 });
  const compare = useCommand(reconcileMailbox, [listReconciliations]);
  const mayLook = me.data?.permissions.includes('mail-health:look') ?? false;
  const folders = list.data?.folders ?? [];
  return (
    <Card title="Folders compared with the desk">
      <p className="meta" style={{ margin: '0 0 10px' }}>
        Once a day every folder is held against what the desk has, and what is missing comes in.
      </p>
      {list.isError && <p role="alert">{sentenceOf(list.error)}</p>}
      {list.data && folders.length === 0 && <p className="meta">No folder is fetched by IMAP yet.</p>}
      {folders.length > 0 && (
        <Table label="Folders" head={['Folder', 'On the server', 'Here', 'Brought in', 'Left outside', '']}>
          {folders.map((one) => (
            <tr key={`${one.mailboxId} ${one.folder}`}>
              <td>
                {one.address}, {one.folder}
                <div className="meta">
                  compared <When at={one.at} long />
                </div>
                {one.trouble && <div style={{ color: 'var(--ph-red)' }}>{one.trouble}</div>}
              </td>
              <td className="tabular">{one.onServer}</td>
              <td className="tabular">{one.inLedger}</td>
              <td className="tabular">{one.filled}</td>
              <td>{leftOutside(one)}</td>
              <td>
                {mayLook && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={`Compare now: ${one.address}, ${one.folder}`}
                    onClick={() =>
                      compare.run(
                        { params: { id: one.mailboxId } },
                        {
                          done: () => tell(`${one.address} is being compared.`),
                          refused: (error) => tellProblem(error, 'Nothing was compared'),
                        },
                      )
                    }
                  >
                    Compare now
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
    </Card>
  );
}

function leftOutside({ beforeDay, unreadable }: { beforeDay: number; unreadable: number }): string {
  const parts = [
    ...(beforeDay > 0 ? [`${plural(beforeDay, 'mail')} from before its day`] : []),
    ...(unreadable > 0 ? [`${plural(unreadable, 'mail')} the server would not give`] : []),
  ];
  return parts.join(', ') || 'nothing';
}
