import { Button, Group, NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { Area, Table } from '#ui/parts/area.tsx';
import { Mark } from '#ui/parts/mark.tsx';
import { ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { tell, tellProblem } from '#ui/parts/toast.ts';
import { keepQuarantined, listQuarantine, summariseQuarantine } from '../contract.ts';
import { quarantineReasonTable } from '../rules/quarantine-reasons.ts';

/** How long held mail is kept, reason by reason. */
export function KeepingArea() {
  const summary = useRoute(summariseQuarantine, {});
  const save = useCommand(keepQuarantined, [summariseQuarantine, listQuarantine]);
  const [changed, setChanged] = useState<Readonly<Record<string, number>>>({});
  if (summary.isError) return <ErrorState error={summary.error} onRetry={() => void summary.refetch()} />;
  if (!summary.data) return <RowSkeletons rows={8} />;
  const onSave = () =>
    save.run(
      { body: { days: changed } },
      {
        done: () => tell('Held mail is kept as you set it.'),
        next: () => setChanged({}),
        refused: (error) => tellProblem(error, 'Held mail is kept as before'),
      },
    );
  return (
    <Area
      title="Held mail"
      intro="Why mail is held back, and for how many days it can still be let in. Before it leaves, the quarantine page says so for three days; that it came stays known for good."
    >
      <Table label="Reasons" head={['Reason', 'What it means', 'Held now', 'Days']}>
        {summary.data.reasons.map(({ reason, held, keepDays }) => {
          const word = quarantineReasonTable[reason];
          return (
            <tr key={reason}>
              <td>
                <Mark word={word} />
              </td>
              <td style={{ minWidth: 220 }}>{word.hint}</td>
              <td className="tabular">{held}</td>
              <td>
                <NumberInput
                  aria-label={`Days that ${word.label} is kept`}
                  size="xs"
                  w={84}
                  min={1}
                  max={3650}
                  allowDecimal={false}
                  value={changed[reason] ?? keepDays}
                  onChange={(days) => {
                    if (typeof days === 'number' && days >= 1) setChanged({ ...changed, [reason]: days });
                  }}
                />
              </td>
            </tr>
          );
        })}
      </Table>
      <Group justify="flex-end" mt="md">
        <Button disabled={Object.keys(changed).length === 0} loading={save.isPending} onClick={onSave}>
          Save
        </Button>
      </Group>
    </Area>
  );
}
