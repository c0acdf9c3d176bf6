import { Button, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { RouteReply } from '#platform/http/contract.ts';
import { call } from '#ui/api/call.ts';
import { routeKey } from '#ui/api/query.ts';
import { AppLink } from '#ui/parts/link.tsx';
import { Mark } from '#ui/parts/mark.tsx';
import { ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { paths } from '#ui/paths.ts';
import { When } from '#ui/time/when.tsx';
import { statusWords, wordOf } from '#ui/words/words.ts';
import { type IssueDetail, listIssueTickets } from '../contract.ts';
import { percent } from './issue-words.ts';
import styles from './known-issues.module.css';

type State = 'linked' | 'proposed' | 'rejected';
type Ticket = RouteReply<typeof listIssueTickets>['tickets'][number];

const rowHeight = 58;
const teach: Readonly<Record<State, string>> = {
  linked: 'No ticket is linked yet. On a ticket, s says “same problem”.',
  proposed: 'No ticket waits for a decision. A ticket that fits is proposed a moment after it came in.',
  rejected: 'Nobody said of a ticket that it is about something else.',
};

function useTickets(number: number, state: State) {
  return useInfiniteQuery({
    queryKey: [...routeKey(listIssueTickets, { params: { number } }).slice(0, 2), 'pages', state],
    queryFn: ({ pageParam, signal }) =>
      call(
        listIssueTickets,
        { params: { number }, query: { state, ...(pageParam ? { cursor: pageParam } : {}) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    staleTime: 10_000,
  });
}

function Row({ ticket }: { ticket: Ticket }) {
  const why = ticket.reasons.join(' · ');
  return (
    <AppLink href={paths.ticket(ticket.number)} className={styles.ticket}>
      <span className={styles.ticketLine}>
        <span className="clip" dir="auto">
          <span className="meta tabular">#{ticket.number}</span> {ticket.title || '(no subject)'}
        </span>
        <Mark bare short word={wordOf(statusWords, ticket.status)} />
      </span>
      <span className={styles.ticketLine}>
        <span className="meta clip" dir="auto" title={why}>
          {ticket.by !== '' && `${ticket.by} · `}
          {ticket.score !== null && `${percent(ticket.score)} · `}
          {why || ticket.customer}
        </span>
        <When at={ticket.createdAt} />
      </span>
    </AppLink>
  );
}

/** The rows in sight only, however many tickets there are. */
function Rows({ tickets, more }: { tickets: readonly Ticket[]; more: (() => void) | null }) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: tickets.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= tickets.length - 15) more();
  }, [more, last, tickets.length]);
  return (
    <div
      ref={scroller}
      className={styles.tickets}
      style={{ height: Math.min(tickets.length, 8) * rowHeight + 2 }}
    >
      <ul aria-label="Tickets" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const ticket = tickets[item.index];
          return ticket ? (
            <li
              key={ticket.number}
              aria-setsize={more ? -1 : tickets.length}
              aria-posinset={item.index + 1}
              style={{ transform: `translateY(${item.start}px)`, height: item.size }}
            >
              <Row ticket={ticket} />
            </li>
          ) : null;
        })}
      </ul>
    </div>
  );
}

/** Tickets of an issue: those that are linked, those that wait for a decision, those somebody said no to. */
export function LinkedTickets({ issue }: { issue: IssueDetail }) {
  const [state, setState] = useState<State>('linked');
  const pages = useTickets(issue.number, state);
  const tickets = (pages.data?.pages ?? []).flatMap((page) => page.tickets);
  const { tickets: linked, proposed } = issue.totals;
  return (
    <section className={styles.part} aria-labelledby="issue-tickets">
      <header className={styles.partHead}>
        <h2 id="issue-tickets">Tickets</h2>
        <SegmentedControl
          size="xs"
          aria-label="Which tickets"
          value={state}
          onChange={(to) => setState(to === 'proposed' || to === 'rejected' ? to : 'linked')}
          data={[
            { value: 'linked', label: `Linked ${linked}` },
            { value: 'proposed', label: `Proposed ${proposed}` },
            { value: 'rejected', label: 'Not this' },
          ]}
        />
      </header>
      {pages.isError && !pages.data ? (
        <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
      ) : pages.isPending ? (
        <RowSkeletons rows={3} height={rowHeight} />
      ) : tickets.length === 0 ? (
        <p className="meta">{teach[state]}</p>
      ) : (
        <Rows
          tickets={tickets}
          more={
            pages.hasNextPage && !pages.isFetching && !pages.isError ? () => void pages.fetchNextPage() : null
          }
        />
      )}
      {pages.isError && pages.data && (
        <Button size="compact-sm" variant="subtle" onClick={() => void pages.fetchNextPage()}>
          More could not be read — try again
        </Button>
      )}
    </section>
  );
}
