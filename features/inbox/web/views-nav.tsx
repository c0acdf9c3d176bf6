import {
  IconCircleCheck,
  IconClockPause,
  IconInbox,
  IconMailOff,
  IconShieldExclamation,
  IconStack2,
  IconUser,
  IconUserQuestion,
} from '@tabler/icons-react';
import { useLocation } from '@tanstack/react-router';
import { getViews } from '#features/tickets/contract.ts';
import { useRoute } from '#ui/api/query.ts';
import { AppLink } from '#ui/parts/link.tsx';
import { paths } from '#ui/paths.ts';
import { counter, humanise } from '#ui/words/words.ts';
import styles from './views-nav.module.css';

type Icon = typeof IconInbox;

/** Views every desk has, also while their counters are still on the way. */
const places: readonly { id: string; label: string; icon: Icon; quiet?: boolean }[] = [
  { id: 'mine', label: 'Mine', icon: IconUser },
  { id: 'unassigned', label: 'Unassigned', icon: IconUserQuestion },
  { id: 'open', label: 'All open', icon: IconInbox },
  { id: 'waiting', label: 'Waiting', icon: IconClockPause },
  { id: 'resolved', label: 'Resolved', icon: IconCircleCheck, quiet: true },
  { id: 'spam', label: 'Spam', icon: IconMailOff, quiet: true },
  { id: 'quarantine', label: 'Quarantine', icon: IconShieldExclamation, quiet: true },
  { id: 'all', label: 'All tickets', icon: IconStack2, quiet: true },
];

/** Name of a view for headings. */
export function viewLabel(id: string): string {
  return places.find((place) => place.id === id)?.label ?? humanise(id);
}

/** The views of the desk with their live counters. */
export function ViewsNav() {
  const counts = useRoute(getViews, {}, { staleTime: 10_000 });
  const { pathname } = useLocation();
  return (
    <nav aria-label="Views" className={styles.views}>
      {places.map(({ id, label, icon: Icon, quiet }) => {
        const found = counts.data?.views.find((view) => view.id === id);
        const href = id === 'quarantine' ? paths.quarantine() : paths.inbox(id);
        const words = found && found.count > 0 ? counter(found.count, found.more) : '';
        return (
          <AppLink
            key={id}
            href={href}
            className={styles.view}
            aria-current={pathname === href ? 'page' : undefined}
            data-quiet={quiet || undefined}
          >
            <Icon size={17} stroke={1.6} aria-hidden />
            <span className="clip">{label}</span>
            <span className={styles.count} data-some={found && found.count > 0 ? '' : undefined}>
              {words}
            </span>
          </AppLink>
        );
      })}
    </nav>
  );
}
