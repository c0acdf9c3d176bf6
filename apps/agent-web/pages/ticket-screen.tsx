import { useParams, useSearch } from '@tanstack/react-router';
import { lastView } from '#features/inbox/web/last-view.ts';
import { TicketView } from '#features/tickets/web/ticket-view.tsx';
import { useGo } from '#ui/parts/link.tsx';
import { paths } from '#ui/paths.ts';
import { NotFoundPage } from './not-found-page.tsx';

export function TicketScreen() {
  const { number } = useParams({ from: '/desk/tickets/$number' });
  const { from } = useSearch({ from: '/desk/tickets/$number' });
  const go = useGo();
  if (!/^\d{1,9}$/.test(number)) return <NotFoundPage />;
  return (
    <TicketView
      key={number}
      number={Number(number)}
      layout="page"
      onBack={() => go(paths.inbox(from ?? lastView()))}
    />
  );
}
