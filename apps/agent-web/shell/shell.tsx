import { Burger, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, useLocation } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { getMe } from '#features/access/contract.ts';
import { ViewsNav } from '#features/inbox/web/views-nav.tsx';
import { problemsSlot } from '#features/known-issues/web/problems-slot.tsx';
import { NewTicket } from '#features/tickets/web/new-ticket.tsx';
import { SlotsProvider } from '#features/tickets/web/panel/panel.tsx';
import { type TicketSlots, TicketSlotsProvider } from '#features/tickets/web/ticket-slots.ts';
import { CalmMessage } from '#features/triage/web/calm-summary.tsx';
import { draftHintsSlot } from '#features/triage/web/draft-hints.tsx';
import { factsSlot } from '#features/triage/web/facts-slot.tsx';
import { useRoute } from '#ui/api/query.ts';
import { HelpSheet } from '#ui/keyboard/help-sheet.tsx';
import { useKeys } from '#ui/keyboard/use-keys.ts';
import { useGo } from '#ui/parts/link.tsx';
import { ErrorState } from '#ui/parts/page-state.tsx';
import { useNarrow } from '#ui/parts/use-wide.ts';
import { paths } from '#ui/paths.ts';
import { CommandBar, openCommandBar } from './command-bar.tsx';
import { RailFoot, RailHead } from './rail.tsx';
import styles from './shell.module.css';
import { useLiveRefresh } from './use-live-refresh.ts';

/** Blocks of the panel beside a ticket that features above tickets give. */
const panelSlots = [factsSlot, problemsSlot];
/** Other places on a ticket's page that they fill. */
const ticketSlots: TicketSlots = { composer: [draftHintsSlot], message: CalmMessage };

function useGlobalKeys(open: { help: () => void; compose: () => void }): void {
  const go = useGo();
  useKeys({
    command: openCommandBar,
    help: open.help,
    compose: open.compose,
    'go.inbox': () => go(paths.inbox('open')),
    'go.mine': () => go(paths.inbox('mine')),
    'go.unassigned': () => go(paths.inbox('unassigned')),
    'go.waiting': () => go(paths.inbox('waiting')),
    'go.all': () => go(paths.inbox('all')),
    'go.quarantine': () => go(paths.quarantine()),
    'go.known-issues': () => go(paths.knownIssues()),
    'go.captured': () => go(paths.captured()),
    'go.settings': () => go(paths.settings('desk')),
  });
}

/** The frame around every page of a signed-in person: rail of views, page, command bar, help. */
export function Shell() {
  const me = useRoute(getMe, {}, { staleTime: 60_000 });
  const [drawer, drawerIs] = useDisclosure(false);
  const [help, helpIs] = useDisclosure(false);
  const [compose, composeIs] = useDisclosure(false);
  const narrow = useNarrow();
  const location = useLocation();
  useGlobalKeys({ help: helpIs.open, compose: composeIs.open });
  useLiveRefresh();
  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of page closes the drawer
  useEffect(() => drawerIs.close(), [location.pathname]);

  if (me.isError) return <ErrorState error={me.error} onRetry={() => void me.refetch()} />;
  if (!me.data) return null;
  const rail = (
    <aside className={styles.rail} aria-label="Desk">
      <RailHead onCompose={composeIs.open} />
      <ViewsNav />
      <RailFoot me={me.data} onHelp={helpIs.open} />
    </aside>
  );
  return (
    <div className={styles.shell}>
      <a className="skip-link" href="#main">
        Skip to the page
      </a>
      {narrow ? (
        <>
          <header className={styles.bar}>
            <Burger opened={drawer} onClick={drawerIs.toggle} size="sm" aria-label="Views and pages" />
            <span className={styles.brand}>Posthaste</span>
            <button type="button" className={styles.find} onClick={openCommandBar}>
              Find
            </button>
          </header>
          <Drawer
            opened={drawer}
            onClose={drawerIs.close}
            size={272}
            padding={0}
            withCloseButton={false}
            attributes={{ content: { 'aria-label': 'Views and pages' } }}
          >
            {rail}
          </Drawer>
        </>
      ) : (
        rail
      )}
      <div className={styles.page}>
        <SlotsProvider value={panelSlots}>
          <TicketSlotsProvider value={ticketSlots}>
            <Suspense fallback={null}>
              <Outlet />
            </Suspense>
          </TicketSlotsProvider>
        </SlotsProvider>
      </div>
      <CommandBar onHelp={helpIs.open} onCompose={composeIs.open} />
      <HelpSheet opened={help} onClose={helpIs.close} />
      <NewTicket opened={compose} onClose={composeIs.close} />
    </div>
  );
}
