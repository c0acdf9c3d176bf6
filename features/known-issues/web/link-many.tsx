import { Button, Group, Select } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { getMe } from '#features/access/contract.ts';
import { sentenceOf } from '#ui/api/problem.ts';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { Dialog } from '#ui/parts/dialog.tsx';
import { tell } from '#ui/parts/toast.ts';
import { plural } from '#ui/words/words.ts';
import { getIssue, getIssueCounts, linkTickets, listIssues, listIssueTickets } from '../contract.ts';
import { getTicketProblems } from '../contract-tickets.ts';
import { issueKey } from '../rules/issue-name.ts';
import styles from './known-issues.module.css';

type Props = { numbers: readonly number[]; onDone: () => void };

function LinkDialog({ numbers, onDone, onClose }: Props & { onClose: () => void }) {
  const issues = useRoute(listIssues, { query: { limit: 100 } }, { staleTime: 10_000 });
  const [chosen, setChosen] = useState<string | null>(null);
  const link = useCommand(linkTickets, [
    ...[getTicketProblems, getIssue, getIssueCounts],
    ...[listIssues, listIssueTickets],
  ]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    link.run(
      { params: { number: Number(chosen) }, body: { numbers: [...numbers] } },
      {
        done: ({ linked }) =>
          tell(`${plural(linked.length, 'ticket')} linked to ${issueKey(Number(chosen))}.`),
        next: onDone,
      },
    );
  };
  return (
    <Dialog title={`${plural(numbers.length, 'ticket')}: same problem`} onClose={onClose}>
      <form onSubmit={onSubmit} style={{ display: 'grid', gap: 14 }}>
        <Select
          label="Which known issue?"
          description="Tickets that are linked already stay as they are."
          placeholder={issues.data?.issues.length === 0 ? 'There is no open known issue yet' : 'Choose one'}
          data-autofocus
          searchable
          data={(issues.data?.issues ?? []).map(({ number, title }) => ({
            value: String(number),
            label: `${issueKey(number)} ${title}`,
          }))}
          value={chosen}
          onChange={setChosen}
        />
        {(link.isError || issues.isError) && (
          <p role="alert" className={styles.problem}>
            {sentenceOf(link.error ?? issues.error)}
          </p>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={chosen === null} loading={link.isPending}>
            Link them
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}

/** Links the tickets selected in a list to one issue. */
export function LinkMany({ numbers, onDone }: Props) {
  const [open, setOpen] = useState(false);
  const may =
    useRoute(getMe, {}, { staleTime: 60_000 }).data?.permissions.includes('known-issue:link') ?? false;
  if (!may) return null;
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        Same problem…
      </Button>
      {open && (
        <LinkDialog
          numbers={numbers}
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            onDone();
          }}
        />
      )}
    </>
  );
}
