import { expect, it } from 'vitest';
import { afterCustomerMessage, allowedMoves, canMove, openStatuses, ticketStatuses } from './status.ts';

/** Rows: from. Columns in the order of `ticketStatuses`: new, open, customer, third party, resolved, closed, spam. */
const table: Readonly<Record<(typeof ticketStatuses)[number], string>> = {
  new: 'xyyyyyy',
  open: '.xyyyyy',
  'waiting-on-customer': '.yxyyyy',
  'waiting-on-third-party': '.yyxyyy',
  resolved: '.yyyxy.',
  closed: '.y...x.',
  spam: '.y....x',
};

it.each(ticketStatuses)('from %s only the moves of the table are allowed, and staying', (from) => {
  const row = ticketStatuses.map((to) => (from === to ? 'x' : canMove(from, to) ? 'y' : '.')).join('');
  expect(row).toBe(table[from]);
  expect(canMove(from, from)).toBe(true);
  expect(allowedMoves(from)).not.toContain(from);
});

it('from everywhere there is a way back to open work', () => {
  for (const from of ticketStatuses) {
    expect(openStatuses.some((to) => from === to || canMove(from, to))).toBe(true);
  }
});

it.each(ticketStatuses)('a customer who writes again never leaves %s finished', (from) => {
  const after = afterCustomerMessage(from);
  expect(after === 'spam' ? from : openStatuses).toEqual(
    after === 'spam' ? 'spam' : expect.arrayContaining([after]),
  );
});
