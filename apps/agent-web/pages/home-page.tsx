import { useEffect } from 'react';
import { lastView } from '#features/inbox/web/last-view.ts';
import { useGo } from '#ui/parts/link.tsx';
import { paths } from '#ui/paths.ts';

/** The front door leads to the view this person looked at last. */
export function HomePage() {
  const go = useGo();
  useEffect(() => go(paths.inbox(lastView()), { replace: true }));
  return null;
}
