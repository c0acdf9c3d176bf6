import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useImperativeHandle, useRef } from 'react';
import type { TicketSummary } from '#features/tickets/contract.ts';
import styles from './inbox-page.module.css';
import type { Selection } from './selection.ts';
import { TicketRow } from './ticket-row.tsx';

/** Where each list was left, so that coming back from a ticket lands on the same rows. */
const leftAt = new Map<string, number>();

/** Height of a row in pixels: three lines. All rows are equal, so that 100,000 of them scroll evenly. */
const rowHeight = 82;

export type ListHandle = { focusRow: (index: number) => void };

type ListProps = {
  /** Names the list: its place is remembered under it. */
  name: string;
  rows: readonly TicketSummary[];
  gone: ReadonlySet<number>;
  hasMore: boolean;
  onMore: () => void;
  moreFailed: boolean;
  showStatus: boolean;
  selection: Selection;
  onSelect: (number: number, extend: boolean) => void;
  chosen: number | undefined;
  onFocusRow: (index: number) => void;
  hrefOf: (number: number) => string;
  handle: React.Ref<ListHandle>;
};

/** The rows in sight only; the next page is fetched before the end comes into view. */
export function TicketList(props: ListProps) {
  const { rows, hasMore, onMore, moreFailed, name } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length + (hasMore ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialOffset: () => leftAt.get(name) ?? 0,
  });
  useEffect(() => {
    const box = scroller.current;
    return () => {
      if (box) leftAt.set(name, box.scrollTop);
    };
  }, [name]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !moreFailed && last >= rows.length - 15) onMore();
  }, [hasMore, moreFailed, last, rows.length, onMore]);

  useImperativeHandle(props.handle, () => ({
    focusRow: (index) => {
      const ticket = rows[index];
      if (!ticket) return;
      virtual.scrollToIndex(index, { align: 'auto' });
      // The row may be drawn only after this scroll.
      requestAnimationFrame(() => {
        const link = scroller.current?.querySelector<HTMLElement>(`[data-ticket="${ticket.number}"]`);
        link?.focus({ preventScroll: true });
      });
    },
  }));

  return (
    <div ref={scroller} className={styles.scroller} data-testid="ticket-list">
      <ul aria-label="Tickets" className={styles.rows} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const ticket = rows[item.index];
          const place = { transform: `translateY(${item.start}px)`, height: item.size };
          if (!ticket) {
            return (
              <li key="more" className={styles.place} style={place}>
                {moreFailed ? (
                  <Button fullWidth variant="subtle" onClick={onMore}>
                    More could not be read — try again
                  </Button>
                ) : (
                  <p className={styles.more}>Loading more…</p>
                )}
              </li>
            );
          }
          return (
            <li
              key={ticket.number}
              className={styles.place}
              style={place}
              aria-setsize={hasMore ? -1 : rows.length}
              aria-posinset={item.index + 1}
            >
              <TicketRow
                ticket={ticket}
                href={props.hrefOf(ticket.number)}
                showStatus={props.showStatus}
                selected={props.selection.chosen.has(ticket.number)}
                selecting={props.selection.chosen.size > 0}
                current={props.chosen === ticket.number}
                gone={props.gone.has(ticket.number)}
                onSelect={(extend) => props.onSelect(ticket.number, extend)}
                onFocus={() => props.onFocusRow(item.index)}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
