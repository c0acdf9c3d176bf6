import { describe, expect, it } from 'vitest';
import type { TicketSummary } from '#features/tickets/contract.ts';
import { emptyOverlay, layHead, rowsToShow } from './list-merge.ts';

function ticket(number: number, minute: number, title = `Ticket ${number}`): TicketSummary {
  const at = `2026-03-18T10:${String(minute).padStart(2, '0')}:00.000Z`;
  return {
    number,
    title,
    subject: title,
    status: 'open',
    priority: 'normal',
    department: null,
    topic: null,
    team: null,
    assignee: null,
    customer: null,
    tags: [],
    language: null,
    snippet: '',
    messageCount: 1,
    attachmentCount: 0,
    waitingForUs: true,
    deliveryTrouble: false,
    mergedInto: null,
    createdAt: at,
    updatedAt: at,
    lastCustomerAt: at,
  };
}

const shown = [ticket(3, 30), ticket(2, 20), ticket(1, 10)];

describe('a list while somebody reads it', () => {
  it('keeps the order and renews the row in place when a shown ticket changes', () => {
    const overlay = layHead(
      shown,
      [ticket(1, 40, 'Renewed'), ticket(3, 30), ticket(2, 20)],
      new Set([1]),
      emptyOverlay,
    );
    expect(rowsToShow([shown], overlay, new Set()).map((row) => [row.number, row.title])).toEqual([
      [3, 'Ticket 3'],
      [2, 'Ticket 2'],
      [1, 'Renewed'],
    ]);
    expect(overlay.announced).toEqual([]);
  });

  it('announces a new ticket instead of inserting it', () => {
    const overlay = layHead(shown, [ticket(4, 50), ...shown], new Set([4]), emptyOverlay);
    expect(overlay.announced.map((row) => row.number)).toEqual([4]);
    expect(rowsToShow([shown], overlay, new Set())).toHaveLength(3);
  });

  it('does not announce old tickets that merely were not loaded yet', () => {
    const overlay = layHead([ticket(3, 30)], [ticket(3, 30), ticket(2, 20)], new Set(), emptyOverlay);
    expect(overlay.announced).toEqual([]);
  });

  it('marks a ticket that left the view, and takes the mark off when it comes back', () => {
    const left = layHead(shown, [ticket(3, 30), ticket(1, 10)], new Set([2]), emptyOverlay);
    expect([...left.gone]).toEqual([2]);
    expect([...layHead(shown, [ticket(2, 50), ticket(3, 30)], new Set([2]), left).gone]).toEqual([]);
  });

  it('announces into an empty list', () => {
    expect(layHead([], [ticket(1, 10)], new Set([1]), emptyOverlay).announced).toHaveLength(1);
  });

  it('shows a ticket once when a page boundary repeats it, and not at all when the reader put it away', () => {
    const rows = rowsToShow(
      [
        [ticket(3, 30), ticket(2, 20)],
        [ticket(2, 20), ticket(1, 10)],
      ],
      emptyOverlay,
      new Set([3]),
    );
    expect(rows.map((row) => row.number)).toEqual([2, 1]);
  });
});
