import { Button } from '@mantine/core';
import { useState } from 'react';
import { getMe } from '#features/access/contract.ts';
import type { TicketDetail } from '#features/tickets/contract.ts';
import { sentenceOf } from '#ui/api/problem.ts';
import { useRoute } from '#ui/api/query.ts';
import { KeyHint } from '#ui/keyboard/key-hint.tsx';
import { useKeys } from '#ui/keyboard/use-keys.ts';
import { RowSkeletons } from '#ui/parts/page-state.tsx';
import { tell } from '#ui/parts/toast.ts';
import { getTicketProblems, type TicketProblems, type ToldError } from '../contract-tickets.ts';
import { bestProposal } from '../rules/best-proposal.ts';
import { asHtml } from './into-answer.ts';
import styles from './known-issues.module.css';
import { SameProblem } from './same-problem.tsx';
import { TicketIssueItem } from './ticket-issue.tsx';
import { ToldErrorItem } from './told-error.tsx';
import { useDecide } from './use-decide.ts';

type Compose = (edit: { insert: string; weave: (html: string) => string | null }) => boolean;

type SlotProps = {
  ticket: TicketDetail;
  onShow: (place: ToldError['place']) => void;
  /** Changes the answer that is being written; null for whoever may not answer. */
  onCompose: Compose | null;
};

function Problems(props: SlotProps) {
  const { number } = props.ticket;
  const problems = useRoute(
    getTicketProblems,
    { params: { number } },
    { staleTime: 5_000, keepPrevious: true },
  );
  if (problems.data?.number === number) return <Known {...props} problems={problems.data} />;
  if (problems.isError) {
    return (
      <div role="alert">
        <p style={{ margin: '0 0 6px' }} className="meta">
          Known problems cannot be shown. {sentenceOf(problems.error)}
        </p>
        <Button size="compact-xs" variant="default" onClick={() => void problems.refetch()}>
          Try again
        </Button>
      </div>
    );
  }
  return <RowSkeletons rows={1} height={44} />;
}

function Known({ ticket, problems, onShow, onCompose }: SlotProps & { problems: TicketProblems }) {
  const may =
    useRoute(getMe, {}, { staleTime: 60_000 }).data?.permissions.includes('known-issue:link') ?? false;
  const decide = useDecide(ticket.number);
  const [choosing, setChoosing] = useState(false);
  const sameProblem = () => {
    if (!may) return false;
    const best = bestProposal(problems.issues);
    if (best === null) setChoosing(true);
    else decide.link(best);
    return true;
  };
  useKeys({ 'same-problem': sameProblem });
  const onInsert = onCompose
    ? (text: string) => {
        const put = onCompose({ insert: asHtml(text), weave: () => null });
        if (put) tell('It stands in your answer.');
      }
    : null;
  const { errors, issues } = problems;
  return (
    <>
      {errors.length > 0 && (
        <section aria-label="Known errors">
          <h3 className={styles.sub}>{errors.length === 1 ? 'Known error' : 'Known errors'}</h3>
          <ul className={styles.rows}>
            {errors.map((error) => (
              <ToldErrorItem key={error.id} error={error} onShow={onShow} onInsert={onInsert} />
            ))}
          </ul>
        </section>
      )}
      {(['linked', 'proposed'] as const).map((state) => {
        const of = issues.filter((issue) => issue.state === state);
        return of.length === 0 ? null : (
          <section key={state} aria-label={state === 'linked' ? 'Known issue' : 'Proposed known issues'}>
            <h3 className={styles.sub}>{state === 'linked' ? 'Known issue' : 'Maybe the same problem'}</h3>
            <ul className={styles.rows}>
              {of.map((issue) => (
                <TicketIssueItem
                  key={issue.number}
                  issue={issue}
                  decide={may ? decide : null}
                  onInsert={onInsert}
                />
              ))}
            </ul>
          </section>
        );
      })}
      {errors.length === 0 && issues.length === 0 && (
        <p className="meta" style={{ margin: 0, whiteSpace: 'normal' }}>
          No known error and no known issue fits.
        </p>
      )}
      {may && (
        <Button
          className={styles.foot ?? ''}
          size="compact-xs"
          variant="default"
          rightSection={<KeyHint name="same-problem" />}
          onClick={() => setChoosing(true)}
        >
          Same problem as…
        </Button>
      )}
      {choosing && <SameProblem ticket={ticket} onClose={() => setChoosing(false)} />}
    </>
  );
}

/** Block of the panel beside a ticket. */
export const problemsSlot = {
  id: 'problems',
  title: 'Known problems',
  when: () => true,
  content: Problems,
};
