import { Button } from '@mantine/core';
import { useCommand } from '#ui/api/query.ts';
import { tell, tellProblem } from '#ui/parts/toast.ts';
import { getTicket, getViews, makeCustomer, type TicketDetail } from '../../contract.ts';
import styles from './panel.module.css';

/** Somebody forwarded a mail and says they are one of us: an agent decides whose ticket it is. */
export function ProposedCustomer({ ticket }: { ticket: TicketDetail }) {
  const make = useCommand(makeCustomer, [getTicket, getViews]);
  const { proposedCustomer: proposed } = ticket;
  if (proposed === null) return null;
  const who = proposed.name || proposed.email;
  const onYes = () =>
    make.run(
      { params: { number: ticket.number }, body: { name: proposed.name, email: proposed.email } },
      {
        done: () => tell(`${who} is the customer now; your answer goes there.`),
        refused: (error) => tellProblem(error, 'The customer was not changed'),
      },
    );
  return (
    <div className={styles.proposed} role="note">
      <p>
        This mail quotes one of <strong dir="auto">{who}</strong>
        {proposed.name && <span className="meta"> {proposed.email}</span>}
      </p>
      <p className="meta">{proposed.reason}</p>
      <Button
        size="compact-sm"
        variant="default"
        h="auto"
        maw="100%"
        py={4}
        styles={{
          label: { whiteSpace: 'normal', overflowWrap: 'anywhere', textAlign: 'start', lineHeight: 1.35 },
        }}
        loading={make.isPending}
        onClick={onYes}
      >
        Make {who.length > 40 ? 'them' : who} the customer
      </Button>
    </div>
  );
}
