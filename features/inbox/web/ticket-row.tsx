import { Checkbox } from '@mantine/core';
import { IconAlertTriangle, IconPaperclip } from '@tabler/icons-react';
import type { TicketSummary } from '#features/tickets/contract.ts';
import { Face } from '#ui/parts/face.tsx';
import { AppLink } from '#ui/parts/link.tsx';
import { Chip, Mark } from '#ui/parts/mark.tsx';
import { When } from '#ui/time/when.tsx';
import { humanise, priorityWords, statusWords, wordOf } from '#ui/words/words.ts';
import styles from './ticket-row.module.css';

type RowProps = {
  ticket: TicketSummary;
  href: string;
  showStatus: boolean;
  selected: boolean;
  selecting: boolean;
  current: boolean;
  gone: boolean;
  onSelect: (extend: boolean) => void;
  onFocus: () => void;
};

function Marks({ ticket, showStatus }: { ticket: TicketSummary; showStatus: boolean }) {
  return (
    <span className={styles.marks}>
      {ticket.deliveryTrouble && (
        <span className={styles.trouble} title="An answer was not delivered">
          <IconAlertTriangle size={14} stroke={1.7} aria-hidden />
          <span className="sr-only">An answer was not delivered</span>
        </span>
      )}
      {ticket.attachmentCount > 0 && (
        <span title={`${ticket.attachmentCount} attached`} className={styles.clip}>
          <IconPaperclip size={14} stroke={1.6} aria-hidden />
          <span className="sr-only">{ticket.attachmentCount} attached</span>
        </span>
      )}
      {ticket.priority !== 'normal' && <Mark bare word={wordOf(priorityWords, ticket.priority)} />}
      {showStatus && <Mark bare short word={wordOf(statusWords, ticket.status)} />}
      {ticket.assignee && (
        <span title={`Assigned to ${ticket.assignee.name}`}>
          <Face name={ticket.assignee.name} size={18} kind="agent" />
          <span className="sr-only">Assigned to {ticket.assignee.name}</span>
        </span>
      )}
    </span>
  );
}

/** One ticket in the list: title, person and topic, newest words. The link covers the row; the checkbox lies on top. */
export function TicketRow(props: RowProps) {
  const { ticket } = props;
  const person = ticket.customer?.name || ticket.customer?.email || 'Unknown sender';
  return (
    <article
      className={styles.row}
      data-current={props.current || undefined}
      data-selected={props.selected || undefined}
      data-gone={props.gone || undefined}
      data-waiting={ticket.waitingForUs || undefined}
    >
      <div className={styles.lead} data-selecting={props.selecting || undefined}>
        <span className={styles.dot} title={ticket.waitingForUs ? 'Waits for our answer' : undefined}>
          {ticket.waitingForUs && <span className="sr-only">Waits for our answer</span>}
        </span>
        <Checkbox
          className={styles.check}
          size="xs"
          checked={props.selected}
          aria-label={`Select #${ticket.number} ${ticket.title}`}
          onChange={() => undefined}
          onClick={(event) => {
            event.stopPropagation();
            props.onSelect(event.shiftKey);
          }}
        />
      </div>
      <div className={styles.words}>
        <div className={styles.line}>
          <AppLink
            href={props.href}
            className={styles.title}
            dir="auto"
            title={ticket.title}
            data-ticket={ticket.number}
            aria-current={props.current ? 'true' : undefined}
            onFocus={props.onFocus}
          >
            {ticket.title || '(no subject)'}
          </AppLink>
          <When at={ticket.updatedAt} />
        </div>
        <div className={styles.line}>
          <span className={styles.person} dir="auto">
            {person}
          </span>
          <span className={styles.chips}>
            {ticket.topic && <Chip>{humanise(ticket.topic)}</Chip>}
            {ticket.tags.slice(0, 2).map((tag) => (
              <Chip key={tag}>{tag}</Chip>
            ))}
          </span>
          <Marks ticket={ticket} showStatus={props.showStatus} />
        </div>
        <p className={styles.snippet} dir="auto">
          {props.gone
            ? `Moved to ${wordOf(statusWords, ticket.status).label} or to somebody else`
            : ticket.snippet || ' '}
        </p>
      </div>
    </article>
  );
}
