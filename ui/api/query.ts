import {
  type QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { RouteContract, RouteInput, RouteReply } from '#platform/http/contract.ts';
import { call } from './call.ts';
import { ApiProblem } from './problem.ts';

/** Cache key of a reading: path first, so that everything of one route can be refreshed together. */
export function routeKey<R extends RouteContract>(route: R, input?: RouteInput<R>): readonly unknown[] {
  return input === undefined ? [route.path] : [route.path, input.params ?? null, input.query ?? null];
}

type Reading<Data> = {
  enabled?: boolean;
  /** Milliseconds for which an answer counts as fresh. */
  staleTime?: number;
  /** Milliseconds after which it is asked again while shown, by the last answer; false: not by itself. */
  again?: (data: Data | undefined) => number | false;
  /** Keep showing the last answer while the next one loads. */
  keepPrevious?: boolean;
};

/** Reads a GET route and keeps it in the cache all screens share. */
export function useRoute<R extends RouteContract>(
  route: R,
  input: RouteInput<R>,
  reading: Reading<RouteReply<R>> = {},
): UseQueryResult<RouteReply<R>, Error> {
  return useQuery<RouteReply<R>, Error>({
    queryKey: routeKey(route, input),
    queryFn: ({ signal }) => call(route, input, { signal }),
    enabled: reading.enabled ?? true,
    staleTime: reading.staleTime ?? 15_000,
    refetchInterval: (query) => reading.again?.(query.state.data) ?? false,
    ...(reading.keepPrevious ? { placeholderData: (previous) => previous } : {}),
  });
}

/** Does something through a route; afterwards the named routes are read again. */
export function useCommand<R extends RouteContract>(
  route: R,
  refresh: readonly RouteContract[] = [],
): UseMutationResult<RouteReply<R>, Error, RouteInput<R>> {
  const client = useQueryClient();
  return useMutation<RouteReply<R>, Error, RouteInput<R>>({
    mutationFn: (input) => call(route, input),
    onSuccess: () => refreshRoutes(client, refresh),
  });
}

/** Marks everything read from these routes as old; what is on screen is read again at once. */
export async function refreshRoutes(client: QueryClient, routes: readonly RouteContract[]): Promise<void> {
  await Promise.all(routes.map((route) => client.invalidateQueries({ queryKey: routeKey(route) })));
}

/** A refusal stays a refusal; only an unreachable or failing server is asked again. */
export function shouldRetry(failures: number, error: Error): boolean {
  if (failures >= 2) return false;
  return error instanceof ApiProblem && (error.status === 0 || error.status >= 502);
}
