import { Button } from '@mantine/core';
import { IconArrowUp, IconInbox, IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { getMe } from '#features/access/contract.ts';
import { viewIds } from '#features/tickets/contract.ts';
import { getWorkspace } from '#features/workspace/contract.ts';
import { useRoute } from '#ui/api/query.ts';
import { useKeys } from '#ui/keyboard/use-keys.ts';
import { useGo } from '#ui/parts/link.tsx';
import { EmptyState, ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { useDocumentTitle } from '#ui/parts/use-title.ts';
import { useWide } from '#ui/parts/use-wide.ts';
import { paths } from '#ui/paths.ts';
import { BulkBar } from './bulk-bar.tsx';
import { emptyWords } from './empty-words.ts';
import styles from './inbox-page.module.css';
import { rememberView } from './last-view.ts';
import { readSearch } from './read-search.ts';
import { SearchBox } from './search-box.tsx';
import { extendTo, nothingSelected, type Selection, toggle, toggleAll } from './selection.ts';
import { type ListHandle, TicketList } from './ticket-list.tsx';
import { useMove } from './use-move.tsx';
import { useQuickMoves } from './use-quick-moves.ts';
import { type TicketList as List, useTicketList } from './use-ticket-list.ts';
import { viewLabel } from './views-nav.tsx';

type InboxProps = {
  view: string;
  search: string;
  /** Ticket shown beside the list. */
  chosen: number | undefined;
  preview: (number: number) => React.ReactNode;
  /** What features beside the inbox can do with the selected tickets. */
  bulk?: (numbers: readonly number[], onDone: () => void) => React.ReactNode;
};

function useSearchQuery(view: string, text: string) {
  const me = useRoute(getMe, {}, { staleTime: 60_000 });
  const workspace = useRoute(getWorkspace, {}, { staleTime: 300_000 });
  const search = readSearch(text, {
    me: me.data?.id,
    agents: workspace.data?.agents ?? [],
    teams: workspace.data?.teams ?? [],
  });
  const { number: _number, problems, ...parts } = search;
  const known = viewIds.find((id) => id === view) ?? 'open';
  return { me: me.data?.id, problems, query: { view: known, ...parts } };
}

function Announcement({ list }: { list: List }) {
  const count = list.overlay.announced.length;
  return (
    <div aria-live="polite" className={styles.live}>
      {count > 0 && (
        <Button
          fullWidth
          size="compact-sm"
          variant="light"
          radius={0}
          h={32}
          leftSection={<IconArrowUp size={14} />}
          onClick={list.showNew}
        >
          {count} new — show
        </Button>
      )}
    </div>
  );
}

type KeyParts = {
  list: List;
  index: number;
  focusRow: (index: number) => void;
  select: (number: number, extend: boolean) => void;
  open: (number: number) => void;
  act: { resolve: (number: number) => void; assign: (number: number) => void };
  move: (numbers: readonly number[]) => void;
  previewed: boolean;
};

function useListKeys(parts: KeyParts): void {
  const { list, index, focusRow, select, open, act, move, previewed } = parts;
  const number = list.rows[index]?.number;
  const withRow = (run: (number: number) => void) => () => {
    if (number === undefined) return false;
    run(number);
    return true;
  };
  useKeys({
    'list.next': () => focusRow(Math.min(index + 1, list.rows.length - 1)),
    'list.previous': () => focusRow(Math.max(index - 1, 0)),
    'list.open': withRow(open),
    'list.select': withRow((each) => select(each, false)),
    'list.select-range': withRow((each) => select(each, true)),
    'list.show-new': list.showNew,
    // With a ticket beside the list these keys belong to that ticket.
    resolve: previewed ? () => false : withRow(act.resolve),
    assign: previewed ? () => false : withRow(act.assign),
    move: previewed ? () => false : withRow((each) => move([each])),
  });
}

function ListBody(props: { list: List; view: string; search: string; children: React.ReactNode }) {
  const { list, view, search } = props;
  if (list.error)
    return <ErrorState error={list.error} onRetry={list.retry} kept="Your selection and search are kept." />;
  if (list.loading) return <RowSkeletons rows={9} height={82} />;
  if (list.rows.length > 0) return props.children;
  const words = emptyWords(view, search);
  return (
    <EmptyState
      icon={search ? <IconSearch size={24} stroke={1.4} /> : <IconInbox size={26} stroke={1.4} />}
      title={words.title}
    >
      {words.text}
    </EmptyState>
  );
}

type HeadProps = { title: string; empty: boolean; allChosen: boolean; onToggleAll: () => void };

function Head({ title, empty, allChosen, onToggleAll }: HeadProps) {
  return (
    <header className={styles.head}>
      <h1>{title}</h1>
      {!empty && (
        <Button size="compact-xs" variant="subtle" color="gray" onClick={onToggleAll}>
          {allChosen ? 'Select none' : 'Select all shown'}
        </Button>
      )}
    </header>
  );
}

/** Beside the list: the chosen ticket, or what to do. */
function PreviewPane({ empty, children }: { empty: boolean; children: React.ReactNode }) {
  return (
    <section className={styles.preview} aria-label="Chosen ticket">
      {/* Where the list has nothing to choose, it says why itself. */}
      {children ??
        (empty ? null : (
          <EmptyState icon={<IconInbox size={26} stroke={1.4} />} title="Choose a ticket to read it here">
            <kbd>j</kbd> and <kbd>k</kbd> move, <kbd>Enter</kbd> opens, <kbd>?</kbd> shows all keys.
          </EmptyState>
        ))}
    </section>
  );
}

/** The list of one view, with the chosen ticket beside it where there is room. */
export function InboxPage({ view, search, chosen, preview, bulk }: InboxProps) {
  const go = useGo();
  const wide = useWide();
  const { me, problems, query } = useSearchQuery(view, search);
  const list = useTicketList(query);
  const [selection, setSelection] = useState<Selection>(nothingSelected);
  const [index, setIndex] = useState(-1);
  const handle = useRef<ListHandle>(null);
  const order = list.rows.map((ticket) => ticket.number);
  useDocumentTitle(viewLabel(view));
  useEffect(() => rememberView(view), [view]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list starts unselected at the top
  useEffect(() => {
    setSelection(nothingSelected);
    setIndex(-1);
  }, [view, search]);

  const hrefOf = (number: number) =>
    wide ? paths.inbox(view, { search, ticket: number }) : paths.ticket(number, { from: view });
  const focusRow = (next: number) => {
    if (next < 0) return;
    setIndex(next);
    handle.current?.focusRow(next);
    const number = list.rows[next]?.number;
    if (chosen !== undefined && wide && number !== undefined) go(hrefOf(number), { replace: true });
  };
  const select = (number: number, extend: boolean) =>
    setSelection((old) => (extend ? extendTo(old, number, order) : toggle(old, number)));
  const act = useQuickMoves(me, (numbers) => list.changedByMe(numbers));
  const moving = useMove(list.rows, selection.chosen, (numbers) => {
    setSelection(nothingSelected);
    list.changedByMe(numbers);
  });
  useListKeys({
    list,
    index,
    focusRow,
    select,
    open: (number) => go(paths.ticket(number, { from: view })),
    act,
    move: moving.move,
    previewed: wide && chosen !== undefined,
  });
  const allChosen = order.length > 0 && order.every((number) => selection.chosen.has(number));

  return (
    <div className={styles.inbox}>
      <main id="main" tabIndex={-1} className={styles.column}>
        <Head
          title={viewLabel(view)}
          empty={order.length === 0}
          allChosen={allChosen}
          onToggleAll={() => setSelection((old) => toggleAll(old, order))}
        />
        <SearchBox
          value={search}
          problems={problems}
          onChange={(text) => go(paths.inbox(view, { search: text, ticket: chosen }), { replace: true })}
          onLeave={() => focusRow(0)}
        />
        {selection.chosen.size > 0 && (
          <BulkBar
            numbers={[...selection.chosen]}
            me={me}
            more={bulk}
            onClear={() => setSelection(nothingSelected)}
            onDone={(numbers) => {
              setSelection(nothingSelected);
              list.changedByMe(numbers);
            }}
          />
        )}
        <Announcement list={list} />
        <ListBody list={list} view={view} search={search}>
          <TicketList
            key={`${view} ${search}`}
            name={`${view} ${search}`}
            handle={handle}
            rows={list.rows}
            gone={list.overlay.gone}
            hasMore={list.hasMore}
            onMore={() => !list.loadingMore && list.loadMore()}
            moreFailed={list.moreFailed}
            showStatus={search !== '' || view === 'all' || view === 'mine' || view === 'waiting'}
            selection={selection}
            onSelect={select}
            chosen={chosen}
            onFocusRow={setIndex}
            hrefOf={hrefOf}
          />
        </ListBody>
      </main>
      {moving.sheet}
      {wide && (
        <PreviewPane empty={order.length === 0}>{chosen === undefined ? null : preview(chosen)}</PreviewPane>
      )}
    </div>
  );
}
