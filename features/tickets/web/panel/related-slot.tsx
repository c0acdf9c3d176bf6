import { Button } from '@mantine/core';
import { useCommand } from '#ui/api/query.ts';
import { AppLink } from '#ui/parts/link.tsx';
import { tell, tellProblem } from '#ui/parts/toast.ts';
import { paths } from '#ui/paths.ts';
import { getTicket, getViews, type TicketDetail, unmergeTicket } from '../../contract.ts';
import styles from './panel.module.css';
import type { PanelSlot } from './slots.ts';

type RelatedProps = { ticket: TicketDetail; onMerge: (number: number) => void };

function Merged({ number, title }: { number: number; title: string }) {
  const unmerge = useCommand(unmergeTicket, [getTicket, getViews]);
  const onUndo = () =>
    unmerge.run(
      { params: { number } },
      {
        done: () => tell(`#${number} is a ticket of its own again.`),
        refused: (error) => tellProblem(error, 'The tickets stay merged'),
      },
    );
  return (
    <li>
      <span className={styles.otherTitle} dir="auto" title={title}>
        #{number} {title}
      </span>
      <Button size="compact-xs" variant="subtle" loading={unmerge.isPending} onClick={onUndo}>
        Undo the merge
      </Button>
    </li>
  );
}

function Related({ ticket, onMerge }: RelatedProps) {
  return (
    <>
      {ticket.proposals.length > 0 && (
        <ul className={styles.list}>
          {ticket.proposals.map((proposal) => (
            <li key={proposal.number}>
              May belong to <AppLink href={paths.ticket(proposal.number)}>#{proposal.number}</AppLink>
              <span className="meta" style={{ display: 'block' }}>
                {proposal.reason}
              </span>
              <Button size="compact-xs" variant="default" mt={4} onClick={() => onMerge(proposal.number)}>
                Merge into #{proposal.number}…
              </Button>
            </li>
          ))}
        </ul>
      )}
      {ticket.mergedTickets.length > 0 && (
        <>
          <h3 className={styles.sub}>Merged into this ticket</h3>
          <ul className={styles.list}>
            {ticket.mergedTickets.map((merged) => (
              <Merged key={merged.number} number={merged.number} title={merged.title} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

export const relatedSlot: PanelSlot = {
  id: 'related',
  title: 'Belongs together',
  when: (ticket) => ticket.proposals.length > 0 || ticket.mergedTickets.length > 0,
  summary: (ticket) => (ticket.proposals.length > 0 ? `${ticket.proposals.length} proposed` : null),
  content: Related,
};
