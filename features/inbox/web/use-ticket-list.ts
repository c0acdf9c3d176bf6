import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { listTickets, type TicketSummary } from '#features/tickets/contract.ts';
import type { RouteInput, RouteReply } from '#platform/http/contract.ts';
import { call } from '#ui/api/call.ts';
import { type LiveEvent, useLive } from '#ui/api/live.ts';
import { emptyOverlay, layHead, type Overlay, rowsToShow } from './list-merge.ts';

type ListQuery = NonNullable<RouteInput<typeof listTickets>['query']>;
type Page = RouteReply<typeof listTickets>;

/** Rows of one page; large enough that fast scrolling rarely waits, small enough to answer at once. */
const pageSize = 60;
/** Bursts of announcements are answered with one reading. */
const settleMilliseconds = 350;

export type TicketList = {
  rows: TicketSummary[];
  overlay: Overlay;
  loading: boolean;
  error: Error | null;
  hasMore: boolean;
  loadingMore: boolean;
  /** The next page could not be read; it is asked for again only when the reader wishes. */
  moreFailed: boolean;
  loadMore: () => void;
  /** Read the list anew from the top; announced rows enter. */
  showNew: () => void;
  retry: () => void;
  /** The reader changed these tickets: rows that left the view go at once. */
  changedByMe: (numbers: readonly number[]) => void;
};

/** Announcements wait a moment and are then handled together. */
function useSettled(settle: (events: LiveEvent[]) => void): (event: LiveEvent) => void {
  const waiting = useRef<LiveEvent[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const current = useRef(settle);
  current.current = settle;
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  return useCallback((event) => {
    waiting.current.push(event);
    timer.current ??= setTimeout(() => {
      timer.current = null;
      current.current(waiting.current.splice(0));
    }, settleMilliseconds);
  }, []);
}

/** Pages of a list by cursor, with what changed meanwhile laid over the rows without moving them. */
export function useTicketList(query: ListQuery): TicketList {
  const client = useQueryClient();
  const keyText = JSON.stringify(query);
  const queryKey = useMemo(() => ['ticket-list', keyText], [keyText]);
  const [overlay, setOverlay] = useState<Overlay>(emptyOverlay);
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set());
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list starts with nothing laid over it
  useEffect(() => {
    setOverlay(emptyOverlay);
    setHidden(new Set());
  }, [keyText]);

  const pages = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      call(
        listTickets,
        { query: { ...query, limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.nextCursor,
    staleTime: 30_000,
    refetchOnWindowFocus: false,
  });
  const loaded = useMemo(() => pages.data?.pages.map((page) => page.tickets) ?? [], [pages.data]);
  const rows = useMemo(() => rowsToShow(loaded, overlay, hidden), [loaded, overlay, hidden]);

  const readHead = async (changed: ReadonlySet<number>): Promise<Overlay | null> => {
    // A list that cannot be renewed now stays as it is; the next announcement tries again.
    const head = await call(listTickets, { query: { ...query, limit: pageSize } }).catch(() => null);
    return head ? layHead(loaded.flat(), head.tickets, changed, overlay) : null;
  };
  const hear = useSettled((events) => {
    const changed = new Set(events.flatMap((event) => (event.number === undefined ? [] : [event.number])));
    void readHead(changed).then((next) => next && setOverlay(next));
  });
  const showNew = () => {
    client.setQueryData<InfiniteData<Page, string>>(queryKey, (data) =>
      data ? { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) } : data,
    );
    void pages.refetch().then(() => {
      setOverlay(emptyOverlay);
      setHidden(new Set());
    });
  };
  useLive((event) => {
    if (event.type === 'ticket' || event.type === 'delivery') hear(event);
  }, showNew);

  return {
    rows,
    overlay,
    loading: pages.isPending,
    error: pages.isError && !pages.data ? pages.error : null,
    hasMore: pages.hasNextPage,
    loadingMore: pages.isFetchingNextPage,
    moreFailed: pages.isFetchNextPageError,
    loadMore: () => void pages.fetchNextPage(),
    showNew,
    retry: () => void pages.refetch(),
    changedByMe: (numbers) => {
      void readHead(new Set(numbers)).then((next) => {
        if (!next) return;
        setOverlay(next);
        setHidden((old) => new Set([...old, ...numbers.filter((number) => next.gone.has(number))]));
      });
    },
  };
}
