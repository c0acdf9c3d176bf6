import {
  type QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import type { RouteContract, RouteInput, RouteReply } from '#platform/http/contract.ts';
import { tellProblem } from '../parts/toast.ts';
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

/** What follows when a command is answered. */
export type Follow<Reply> = {
  /** Said whether or not the screen that asked is still there: a row may be gone before its command is answered. */
  done?: (reply: Reply) => void;
  /** Said in any case, too. Left out where the screen shows `error` itself; a toast says it when that screen is gone. */
  refused?: (error: Error) => void;
  /** Where the reader goes from here, when all is read again; not for readers who went elsewhere meanwhile. */
  next?: (reply: Reply) => void;
};

export type Command<R extends RouteContract> = Pick<
  UseMutationResult<RouteReply<R>, Error>,
  'data' | 'error' | 'isPending' | 'isError'
> & {
  run: (input: RouteInput<R>, follow?: Follow<RouteReply<R>>) => void;
  /** What was asked last: what `data` and `error` answer. */
  asked: RouteInput<R> | undefined;
};

/**
 * Does something through a route; afterwards the named routes are read again.
 *
 * What follows is given to `run` and travels with the command. Callbacks given to react-query's `mutate` would be dropped
 * when the component goes before the answer comes, which the live refresh makes happen (a law forbids them).
 */
export function useCommand<R extends RouteContract>(
  route: R,
  refresh: readonly RouteContract[] = [],
): Command<R> {
  type Run = { input: RouteInput<R>; follow: Follow<RouteReply<R>> };
  const client = useQueryClient();
  const here = useIsHere();
  const { mutate, variables, data, error, isPending, isError } = useMutation<RouteReply<R>, Error, Run>({
    mutationFn: ({ input }) => call(route, input),
    onSuccess: async (reply, { follow }) => {
      follow.done?.(reply);
      await refreshRoutes(client, refresh);
      if (here.current) follow.next?.(reply);
    },
    onError: (problem, { follow }) => {
      if (follow.refused) follow.refused(problem);
      else if (!here.current) tellProblem(problem);
    },
  });
  const run = useCallback<Command<R>['run']>((input, follow = {}) => mutate({ input, follow }), [mutate]);
  return { run, asked: variables?.input, data, error, isPending, isError };
}

/** Whether the component still stands on the page. */
function useIsHere(): { readonly current: boolean } {
  const here = useRef(true);
  useEffect(() => {
    // Set again, because React in strict mode takes every effect back once.
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  return here;
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
