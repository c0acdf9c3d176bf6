import { Face } from '#ui/parts/face.tsx';
import { AppLink } from '#ui/parts/link.tsx';
import { Chip, Mark } from '#ui/parts/mark.tsx';
import { paths } from '#ui/paths.ts';
import { When } from '#ui/time/when.tsx';
import { plural, statusWords, wordOf } from '#ui/words/words.ts';
import type { TicketDetail } from '../../contract.ts';
import styles from './panel.module.css';
import { ProposedCustomer } from './proposed-customer.tsx';
import type { PanelSlot } from './slots.ts';
import { AddressState, OtherWays } from './ways-to-reach.tsx';

function PersonLine({ name, email, children }: { name: string; email: string; children?: React.ReactNode }) {
  return (
    <div className={styles.person}>
      <Face name={name || email} size={30} />
      <div className={styles.personWords}>
        <strong dir="auto">{name || email}</strong>
        {name && <span className="meta">{email}</span>}
        {children}
      </div>
    </div>
  );
}

function Person({ ticket }: { ticket: TicketDetail }) {
  const { customer } = ticket;
  if (!customer) return null;
  const known = ticket.participants.find(({ person }) => person.id === customer.id);
  const own = known?.addresses.find(({ address }) => address === customer.email);
  return (
    <>
      <PersonLine name={customer.name} email={customer.email}>
        <AddressState way={own} />
      </PersonLine>
      <ProposedCustomer ticket={ticket} />
      <OtherWays ways={known?.addresses.filter((way) => way !== own) ?? []} phones={known?.phones ?? []} />
      {ticket.otherTickets.length === 0 ? (
        <p className="meta" style={{ margin: '10px 0 0' }}>
          Writes to us for the first time.
        </p>
      ) : (
        <>
          <h3 className={styles.sub}>Other tickets</h3>
          <ul className={styles.list}>
            {ticket.otherTickets.map((other) => (
              <li key={other.number}>
                <AppLink href={paths.ticket(other.number)} className={styles.other}>
                  <span className={styles.otherTitle} dir="auto" title={other.title}>
                    {other.title}
                  </span>
                  <span className={styles.otherMeta}>
                    <Mark bare word={wordOf(statusWords, other.status)} />
                    <span className="meta tabular">#{other.number}</span>
                    <When at={other.updatedAt} />
                  </span>
                </AppLink>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

export const personSlot: PanelSlot = {
  id: 'person',
  title: 'Person',
  when: (ticket) => ticket.customer !== null,
  summary: (ticket) => (ticket.otherTickets.length > 0 ? `${ticket.otherTickets.length} other` : null),
  content: Person,
};

const roles: Readonly<Record<string, string>> = {
  requester: 'Asked first',
  cc: 'Takes part: gets the answers to what they wrote or got in copy',
  unverified: 'Unverified: gets no answer and no data until somebody vouches for them',
};

function Participants({ ticket }: { ticket: TicketDetail }) {
  const known = ticket.participants.filter((each) => each.role !== 'unverified');
  const doubtful = ticket.participants.filter((each) => each.role === 'unverified');
  return (
    <>
      <ul className={styles.list}>
        {known.map((each) => (
          <li key={each.person.id + each.role}>
            <PersonLine name={each.person.name} email={each.person.email}>
              <span className="meta">
                {each.cameWith === null
                  ? roles[each.role]
                  : `Came with #${each.cameWith}: gets the answers to their messages, no others`}
              </span>
              <AddressState way={each.addresses.find(({ address }) => address === each.person.email)} />
            </PersonLine>
          </li>
        ))}
      </ul>
      {doubtful.length > 0 && (
        <>
          <h3 className={styles.sub}>
            <Chip tone="amber">{plural(doubtful.length, 'unverified participant')}</Chip>
          </h3>
          <ul className={styles.list}>
            {doubtful.map((each) => (
              <li key={each.person.id}>
                <PersonLine name={each.person.name} email={each.person.email}>
                  <span className={`meta ${styles.warn}`}>{roles.unverified}</span>
                </PersonLine>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

export const participantsSlot: PanelSlot = {
  id: 'participants',
  title: 'Participants',
  when: (ticket) => ticket.participants.some((each) => each.role !== 'requester'),
  summary: (ticket) => String(ticket.participants.length),
  content: Participants,
};
