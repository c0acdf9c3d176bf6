import { useParams, useSearch } from '@tanstack/react-router';
import { InboxPage } from '#features/inbox/web/inbox-page.tsx';
import { LinkMany } from '#features/known-issues/web/link-many.tsx';
import { TicketView } from '#features/tickets/web/ticket-view.tsx';
import { useGo } from '#ui/parts/link.tsx';
import { paths } from '#ui/paths.ts';

/** Puts the list of one feature beside the ticket of another; neither knows the other's screens. */
export function InboxScreen() {
  const { view } = useParams({ from: '/desk/inbox/$view' });
  const { q, ticket } = useSearch({ from: '/desk/inbox/$view' });
  const go = useGo();
  const chosen = ticket && /^\d+$/.test(ticket) ? Number(ticket) : undefined;
  return (
    <InboxPage
      view={view}
      search={q ?? ''}
      chosen={chosen}
      bulk={(numbers, onDone) => <LinkMany numbers={numbers} onDone={onDone} />}
      preview={(number) => (
        <TicketView
          key={number}
          number={number}
          layout="preview"
          onBack={() => go(paths.inbox(view, { search: q }))}
        />
      )}
    />
  );
}
