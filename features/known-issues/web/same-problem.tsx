import { Button, Group, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { getTicket, type TicketDetail } from '#features/tickets/contract.ts';
import type { RouteReply } from '#platform/http/contract.ts';
import { sentenceOf } from '#ui/api/problem.ts';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { Dialog } from '#ui/parts/dialog.tsx';
import { Mark } from '#ui/parts/mark.tsx';
import { ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { tell } from '#ui/parts/toast.ts';
import { wordOf } from '#ui/words/words.ts';
import { listIssues, reportIssue } from '../contract.ts';
import { getIssueCandidates, getTicketProblems } from '../contract-tickets.ts';
import { issueKey } from '../rules/issue-name.ts';
import { AffectsChips } from './affects-chips.tsx';
import { issueStatusWords, percent } from './issue-words.ts';
import styles from './known-issues.module.css';
import { useDecide } from './use-decide.ts';

type Candidates = RouteReply<typeof getIssueCandidates>;
type Candidate = Candidates['candidates'][number];

type Props = { ticket: TicketDetail; onClose: () => void };

const stateWords = { linked: 'linked already', proposed: 'proposed', rejected: 'you said no' } as const;

function Row({ issue, current, onPick }: { issue: Candidate; current: boolean; onPick: () => void }) {
  return (
    <li>
      <button
        type="button"
        className={styles.candidate}
        aria-current={current ? 'true' : undefined}
        disabled={issue.state === 'linked'}
        onClick={onPick}
      >
        <span className={styles.name} dir="auto">
          {issue.title}
        </span>
        <span className={styles.line}>
          <Mark bare word={wordOf(issueStatusWords, issue.status)} />
          <span className="meta tabular">
            {issueKey(issue.number)}
            {issue.score > 0 && ` · ${percent(issue.score)}`}
            {issue.state && ` · ${stateWords[issue.state]}`}
          </span>
        </span>
        {issue.reasons.length > 0 && (
          <span className="meta" style={{ whiteSpace: 'normal' }}>
            {issue.reasons.join(' · ')}
          </span>
        )}
      </button>
    </li>
  );
}

/** The field comes after the dialog, which gave the focus away before: what is typed next is meant for it. */
function useFocused(): React.RefObject<HTMLInputElement | null> {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return field;
}

/** Letters typed narrow the list, arrows walk it, Enter links. */
function Choose({
  found,
  onPick,
  onNew,
}: {
  found: Candidates;
  onPick: (issue: number) => void;
  onNew: () => void;
}) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const field = useFocused();
  const words = typed.trim().toLowerCase();
  const shown = found.candidates.filter((issue) =>
    `${issueKey(issue.number)} ${issue.title}`.toLowerCase().includes(words),
  );
  const free = shown.filter((issue) => issue.state !== 'linked');
  const current = free[Math.min(at, free.length - 1)];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, free.length - 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
    else if (event.key === 'Enter' && current) onPick(current.number);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <TextInput
        label="Which known issue?"
        description="The most fitting stands first. ↑ ↓ move, Enter links."
        ref={field}
        data-autofocus
        leftSection={<IconSearch size={15} stroke={1.6} />}
        value={typed}
        maxLength={100}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      {shown.length === 0 ? (
        <p className="meta" style={{ margin: '12px 0 0' }}>
          {words === '' ? 'There is no open known issue yet.' : 'No open known issue has these words.'}
        </p>
      ) : (
        <ul className={styles.candidates} aria-label="Open known issues">
          {shown.map((issue) => (
            <Row
              key={issue.number}
              issue={issue}
              current={issue === current}
              onPick={() => onPick(issue.number)}
            />
          ))}
        </ul>
      )}
      <Button mt="md" variant="default" leftSection={<IconPlus size={15} />} onClick={onNew}>
        New known issue from this ticket…
      </Button>
    </>
  );
}

/** A new issue, filled with what the ticket tells; a lead makes it finer. */
function Report({
  ticket,
  found,
  onDone,
  onBack,
}: {
  ticket: TicketDetail;
  found: Candidates;
  onDone: () => void;
  onBack: () => void;
}) {
  const { affects } = found.prefilled;
  const [title, setTitle] = useState(found.prefilled.title);
  const field = useFocused();
  const report = useCommand(reportIssue, [getTicketProblems, getTicket, listIssues]);
  return (
    <form
      style={{ display: 'grid', gap: 14 }}
      onSubmit={(event) => {
        event.preventDefault();
        report.run(
          { body: { title, affects, ticket: ticket.number } },
          {
            done: (issue) =>
              tell(`${issueKey(issue.number)} is known now, and #${ticket.number} is linked to it.`),
            next: onDone,
          },
        );
      }}
    >
      <TextInput
        label="Title"
        description="What goes wrong, so that your colleagues recognise it."
        ref={field}
        data-autofocus
        required
        maxLength={200}
        dir="auto"
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <div>
        <p className={styles.sub}>From what they told us, it concerns</p>
        <AffectsChips affects={affects} />
      </div>
      <p className="meta" style={{ margin: 0, whiteSpace: 'normal' }}>
        Tickets that fit are proposed. A lead can widen or narrow it, and write what helps meanwhile.
      </p>
      {report.isError && (
        <p role="alert" className={styles.problem}>
          {sentenceOf(report.error)}
        </p>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onBack}>
          Back
        </Button>
        <Button type="submit" loading={report.isPending} disabled={title.trim() === ''}>
          Make it a known issue
        </Button>
      </Group>
    </form>
  );
}

/** "Same problem": the ticket is linked to an open issue, or a new one is made of it. */
export function SameProblem({ ticket, onClose }: Props) {
  const { number } = ticket;
  const candidates = useRoute(getIssueCandidates, { params: { number } }, { staleTime: 0 });
  const decide = useDecide(number);
  const [making, setMaking] = useState(false);
  const found = candidates.data;
  return (
    <Dialog onClose={onClose} title={making ? 'New known issue' : `#${number}: same problem`}>
      {candidates.isError ? (
        <ErrorState error={candidates.error} onRetry={() => void candidates.refetch()} />
      ) : !found ? (
        <RowSkeletons rows={3} height={56} />
      ) : making ? (
        <Report ticket={ticket} found={found} onDone={onClose} onBack={() => setMaking(false)} />
      ) : (
        <Choose
          found={found}
          onNew={() => setMaking(true)}
          onPick={(issue) => {
            decide.link(issue);
            onClose();
          }}
        />
      )}
    </Dialog>
  );
}
