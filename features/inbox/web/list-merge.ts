/** What a list does when tickets change while somebody reads it: rows are renewed in place, never moved. Pure. */
import type { TicketSummary } from '#features/tickets/contract.ts';

export type Overlay = {
  /** Newer state of rows already shown. */
  updates: ReadonlyMap<number, TicketSummary>;
  /** Tickets that belong on top and wait to be shown. */
  announced: readonly TicketSummary[];
  /** Rows that no longer belong to this view; they stay, dimmed, until the reader moves on. */
  gone: ReadonlySet<number>;
};

export const emptyOverlay: Overlay = { updates: new Map(), announced: [], gone: new Set() };

/**
 * Lays the newest first page over the rows on screen.
 * @param shown rows on screen, newest change first.
 * @param head the newest first page of the same list.
 * @param changed tickets the server said have changed. The list is sorted by change, so a changed
 * ticket that still belongs here stands in the head; one that does not has left the view.
 */
export function layHead(
  shown: readonly TicketSummary[],
  head: readonly TicketSummary[],
  changed: ReadonlySet<number>,
  before: Overlay,
): Overlay {
  const known = new Set(shown.map((ticket) => ticket.number));
  const updates = new Map(before.updates);
  const gone = new Set(before.gone);
  const inHead = new Set<number>();
  for (const ticket of head) {
    inHead.add(ticket.number);
    gone.delete(ticket.number);
    if (known.has(ticket.number)) updates.set(ticket.number, ticket);
  }
  for (const number of changed) if (known.has(number) && !inHead.has(number)) gone.add(number);
  const edge = newest(shown);
  const announced = head.filter((ticket) => !known.has(ticket.number) && ticket.updatedAt >= edge);
  return { updates, announced, gone };
}

function newest(rows: readonly TicketSummary[]): string {
  return (
    rows
      .map((row) => row.updatedAt)
      .sort()
      .at(-1) ?? ''
  );
}

/** Rows as drawn: each once (a page boundary may repeat one), in their old order, in their newest state. */
export function rowsToShow(
  pages: readonly (readonly TicketSummary[])[],
  overlay: Overlay,
  hidden: ReadonlySet<number>,
): TicketSummary[] {
  const seen = new Set<number>();
  const rows: TicketSummary[] = [];
  for (const page of pages) {
    for (const ticket of page) {
      if (seen.has(ticket.number) || hidden.has(ticket.number)) continue;
      seen.add(ticket.number);
      rows.push(overlay.updates.get(ticket.number) ?? ticket);
    }
  }
  return rows;
}
