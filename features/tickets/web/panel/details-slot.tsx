import { When } from '#ui/time/when.tsx';
import { humanise } from '#ui/words/words.ts';
import type { TicketDetail } from '../../contract.ts';
import styles from './panel.module.css';
import type { PanelSlot } from './slots.ts';

const languages =
  typeof Intl.DisplayNames === 'function' ? new Intl.DisplayNames('en', { type: 'language' }) : null;

/** Name of a language; a tag that is none is shown as written. */
function languageName(tag: string): string {
  try {
    return languages?.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** An address too long for its line breaks before the @. */
function Address({ of }: { of: string }) {
  const at = of.lastIndexOf('@');
  return (
    <>
      {of.slice(0, at)}
      <wbr />
      {of.slice(at)}
    </>
  );
}

function Details({ ticket }: { ticket: TicketDetail }) {
  return (
    <dl className={styles.facts}>
      <dt>Number</dt>
      <dd className="tabular">#{ticket.number}</dd>
      <dt>Came in</dt>
      <dd>
        <When at={ticket.createdAt} long />
      </dd>
      {ticket.lastCustomerAt && (
        <>
          <dt>They last wrote</dt>
          <dd>
            <When at={ticket.lastCustomerAt} long />
          </dd>
        </>
      )}
      <dt>Messages</dt>
      <dd className="tabular">{ticket.messageCount}</dd>
      {ticket.mailbox && (
        <>
          <dt>Mailbox</dt>
          <dd>
            <Address of={ticket.mailbox.address} />
          </dd>
        </>
      )}
      {ticket.language && (
        <>
          <dt>Language</dt>
          <dd>{languageName(ticket.language)}</dd>
        </>
      )}
      {ticket.department && (
        <>
          <dt>Department</dt>
          <dd>{humanise(ticket.department)}</dd>
        </>
      )}
    </dl>
  );
}

export const detailsSlot: PanelSlot = { id: 'details', title: 'Details', when: () => true, content: Details };
