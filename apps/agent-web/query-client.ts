import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from '#ui/api/problem.ts';
import { shouldRetry } from '#ui/api/query.ts';
import { paths } from '#ui/paths.ts';

/** The cache of everything read. When the session has ended, the reader is sent to sign in and comes back here. */
export function makeQueryClient(leaveTo: (path: string) => void): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (!(error instanceof ApiProblem) || error.id !== 'sign-in-required') return;
        if (location.pathname.startsWith('/sign-in')) return;
        leaveTo(paths.signIn(location.pathname + location.search));
      },
    }),
    defaultOptions: {
      queries: { retry: shouldRetry, refetchOnWindowFocus: true, gcTime: 10 * 60_000 },
      mutations: { retry: false },
    },
  });
  return client;
}
