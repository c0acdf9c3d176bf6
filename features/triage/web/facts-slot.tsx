import { Button } from '@mantine/core';
import { getMe } from '#features/access/contract.ts';
import type { TicketDetail } from '#features/tickets/contract.ts';
import { sentenceOf } from '#ui/api/problem.ts';
import { useRoute } from '#ui/api/query.ts';
import { RowSkeletons } from '#ui/parts/page-state.tsx';
import { getFacts, type Understood } from '../contract.ts';
import { ContextTimeline } from './context-timeline.tsx';
import { FactRow } from './fact-row.tsx';
import styles from './facts.module.css';
import type { Compose } from './given.ts';
import { Missing } from './missing.tsx';
import type { Place, Reader } from './said-words.tsx';
import { StepsTried } from './steps-tried.tsx';
import { useDecisions } from './use-decisions.ts';
import { WhyHere } from './why-here.tsx';
import { wordsAround } from './words-around.ts';

type FactsProps = { ticket: TicketDetail; onShow: (place: Place) => void; onCompose: Compose | null };

function Facts({ ticket, onShow, onCompose }: FactsProps) {
  const { number } = ticket;
  const facts = useRoute(getFacts, { params: { number } }, { staleTime: 5_000, keepPrevious: true });
  if (facts.data?.number === number) {
    const reader: Reader = { show: onShow, around: (place) => wordsAround(ticket, place) };
    return <Known known={facts.data} reader={reader} onCompose={onCompose} />;
  }
  if (facts.isError) {
    return (
      <div role="alert">
        <p className={styles.quiet}>What they told us cannot be shown. {sentenceOf(facts.error)}</p>
        <Button size="compact-xs" variant="default" onClick={() => void facts.refetch()}>
          Try again
        </Button>
      </div>
    );
  }
  return <RowSkeletons rows={2} height={44} />;
}

type KnownProps = { known: Understood; reader: Reader; onCompose: Compose | null };

function Known({ known, reader, onCompose }: KnownProps) {
  const mayDecide =
    useRoute(getMe, {}, { staleTime: 60_000 }).data?.permissions.includes('fact:change') ?? false;
  const decisions = useDecisions(known.number);
  const { groups, stepsTried, context, completeness, verdict, pending } = known;
  return (
    <div data-facts>
      {groups.length === 0 && stepsTried.length === 0 && <Nothing known={known} />}
      {groups.map(({ id, label, facts }) => (
        <section key={id} className={styles.group}>
          <h3 className={styles.heading}>{label}</h3>
          <ul className={styles.rows}>
            {facts.map((fact, at) => (
              <FactRow
                key={fact.key + fact.value}
                fact={fact}
                again={facts[at - 1]?.key === fact.key}
                decisions={mayDecide ? decisions : null}
                reader={reader}
              />
            ))}
          </ul>
        </section>
      ))}
      <ContextTimeline context={context} reader={reader} />
      <StepsTried steps={stepsTried} reader={reader} />
      {completeness && <Missing completeness={completeness} onCompose={onCompose} />}
      {verdict && <WhyHere verdict={verdict} />}
      {pending > 0 && groups.length > 0 && (
        <p className={styles.quiet} role="status">
          A newer message is being read.
        </p>
      )}
    </div>
  );
}

/** Nothing is known: because it is being read, because nothing was read, or because nothing was told. */
function Nothing({ known }: { known: Understood }) {
  if (known.pending > 0) {
    return (
      <p className={styles.quiet} role="status">
        Their message is being read. What they told us appears here in a moment.
      </p>
    );
  }
  return (
    <p className={styles.quiet}>
      {known.verdict === null
        ? 'When the customer writes, what they tell us about device, phone and problem appears here.'
        : 'They gave no details yet.'}
    </p>
  );
}

/** Block of the panel beside a ticket. */
export const factsSlot = {
  id: 'facts',
  title: 'What they told us',
  when: () => true,
  content: Facts,
};
