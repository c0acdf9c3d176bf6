import { useInfiniteQuery } from '@tanstack/react-query';
import type { RouteContract, RouteInput, RouteReply } from '#platform/http/contract.ts';
import { call } from './call.ts';
import { routeKey } from './query.ts';

type Paged = { nextCursor: string | null };

export type Pages<Row> = {
  rows: Row[];
  loading: boolean;
  error: Error | null;
  hasMore: boolean;
  loadingMore: boolean;
  loadMore: () => void;
  retry: () => void;
};

/** Reads a list route page by page with its cursor. */
export function usePages<R extends RouteContract & { reply: { _output?: Paged } }, Row>(
  route: R,
  query: Readonly<Record<string, string | number>>,
  rowsOf: (page: RouteReply<R>) => readonly Row[],
): Pages<Row> {
  const pages = useInfiniteQuery({
    queryKey: [...routeKey(route), 'pages', query],
    queryFn: ({ pageParam, signal }): Promise<RouteReply<R>> => {
      // Every list route takes a cursor in its query; the generic type cannot say so.
      const input = { query: { ...query, ...(pageParam ? { cursor: pageParam } : {}) } } as RouteInput<R>;
      return call(route, input, { signal });
    },
    initialPageParam: '',
    // Every list route answers with the cursor of its next page; see above.
    getNextPageParam: (last) => (last as Paged).nextCursor,
    staleTime: 10_000,
  });
  return {
    rows: (pages.data?.pages ?? []).flatMap((page) => [...rowsOf(page)]),
    loading: pages.isPending,
    error: pages.isError && !pages.data ? pages.error : null,
    hasMore: pages.hasNextPage,
    loadingMore: pages.isFetchingNextPage,
    loadMore: () => void pages.fetchNextPage(),
    retry: () => void pages.refetch(),
  };
}
