import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router';
import { safeNext } from '#ui/paths.ts';
import { HomePage } from './pages/home-page.tsx';
import { InboxScreen } from './pages/inbox-screen.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { TicketScreen } from './pages/ticket-screen.tsx';
import { Shell } from './shell/shell.tsx';

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== ''
    ? value
    : typeof value === 'number'
      ? String(value)
      : undefined;
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search) => ({ token: text(search.token), next: safeNext(text(search.next)) }),
  component: lazyRouteComponent(() => import('./pages/sign-in-screen.tsx'), 'SignInScreen'),
});

const desk = createRoute({ getParentRoute: () => root, id: 'desk', component: Shell });

const home = createRoute({ getParentRoute: () => desk, path: '/', component: HomePage });

const inbox = createRoute({
  getParentRoute: () => desk,
  path: '/inbox/$view',
  validateSearch: (search) => ({ q: text(search.q), ticket: text(search.ticket) }),
  component: InboxScreen,
});

const inboxHome = createRoute({ getParentRoute: () => desk, path: '/inbox', component: HomePage });
const ticketsHome = createRoute({ getParentRoute: () => desk, path: '/tickets', component: HomePage });

const ticket = createRoute({
  getParentRoute: () => desk,
  path: '/tickets/$number',
  validateSearch: (search) => ({ from: text(search.from) }),
  component: TicketScreen,
});

const captured = createRoute({
  getParentRoute: () => desk,
  path: '/captured',
  component: lazyRouteComponent(() => import('./pages/captured-screen.tsx'), 'CapturedScreen'),
});

const capturedOne = createRoute({
  getParentRoute: () => desk,
  path: '/captured/$id',
  component: lazyRouteComponent(() => import('./pages/captured-screen.tsx'), 'CapturedScreen'),
});

// One route for the list and the chosen mail: what is selected and filtered stays while mails are walked through.
const quarantine = createRoute({
  getParentRoute: () => desk,
  path: '/quarantine/{-$id}',
  component: lazyRouteComponent(() => import('./pages/quarantine-screen.tsx'), 'QuarantineScreen'),
});

// One route for the list and the chosen issue, so that what is filtered stays.
const knownIssues = createRoute({
  getParentRoute: () => desk,
  path: '/known-issues/{-$number}',
  validateSearch: (search) => ({ edit: text(search.edit), cluster: text(search.cluster) }),
  component: lazyRouteComponent(() => import('./pages/known-issues-screen.tsx'), 'KnownIssuesScreen'),
});

const settingsHome = createRoute({
  getParentRoute: () => desk,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/settings-screen.tsx'), 'SettingsScreen'),
});

const settings = createRoute({
  getParentRoute: () => desk,
  path: '/settings/$area',
  component: lazyRouteComponent(() => import('./pages/settings-screen.tsx'), 'SettingsScreen'),
});

export function makeRouter() {
  return createRouter({
    routeTree: root.addChildren([
      signIn,
      desk.addChildren([
        home,
        inboxHome,
        ticketsHome,
        inbox,
        ticket,
        captured,
        capturedOne,
        quarantine,
        knownIssues,
        settingsHome,
        settings,
      ]),
    ]),
    defaultPreload: false,
    scrollRestoration: false,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
